"""Draws a picture in place of a photo: python draw_photo.py OUT.jpg SEED WIDTH HEIGHT."""

import random
import sys

from PIL import Image, ImageDraw

out, seed, width, height = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
chance = random.Random(seed)
image = Image.new("RGB", (640, 480), (chance.randrange(256), 120, 180))
draw = ImageDraw.Draw(image)
for _ in range(40):
    x, y, size = chance.randrange(640), chance.randrange(480), chance.randrange(20, 160)
    colour = (chance.randrange(256), chance.randrange(256), chance.randrange(256))
    draw.ellipse((x - size, y - size, x + size, y + size), fill=colour)
image.resize((width, height)).save(out, quality=88)

#!/bin/sh
# Makes the sample files of this folder by the programs that people have. Run in this folder; see README.md.
# Needs Debian's mutt, faketime, chromium, libreoffice-writer-nogui, groff, ghostscript, poppler-utils, libimage-exiftool-perl,
# libheif-examples, qpdf, and Pillow.
set -eu
scratch=$(mktemp -d)
export TZ=UTC HOME="$scratch"

# mail: sent by mutt into a mailbox
cat > "$scratch/muttrc" <<RC
set sendmail=/bin/true record=$scratch/sent.mbox copy=yes mbox_type=mbox charset=utf-8 hidden_host=yes
set from="press@harbour-union.example" realname="Harbour Union" hostname=harbour-union.example
RC
printf 'The union of the dockers says that four people were killed at the gate.\n\nFrom the harbour nothing else was heard; zażółć.\n\n-- \nDana Merev\nSpokeswoman\n' |
  faketime -f '2031-03-14 18:05:00' mutt -F "$scratch/muttrc" -s "Four dead at the harbour – дополнение" -a statement.txt story.html -- desk@chronicle.example
printf 'A second statement: five people were killed, one on the way to the hospital.\n' |
  faketime -f '2031-03-15 09:10:00' mutt -F "$scratch/muttrc" -s "A fifth person died" -- desk@chronicle.example
cp "$scratch/sent.mbox" sent.mbox

# photos: drawn, their metadata written by exiftool
python3 draw_photo.py camera.jpg 1 640 480
exiftool -q -overwrite_original -DateTimeOriginal='2031:03:13 12:41:07' -OffsetTimeOriginal='+05:00' -CreateDate='2031:03:13 12:41:07' \
  -Make=Halda -Model='Halda 5' -SerialNumber=4711-0815 -BodySerialNumber=4711-0815 -OwnerName='Dana Merev' -Artist='Dana Merev' \
  -GPSLatitude=43.3412 -GPSLatitudeRef=N -GPSLongitude=52.8619 -GPSLongitudeRef=E -GPSDateStamp=2031:03:13 -GPSTimeStamp=07:41:05 \
  -ImageDescription='The gate of the harbour' camera.jpg
heif-enc -q 60 camera.jpg -o camera.heic > /dev/null
python3 draw_photo.py smaller.jpg 1 320 240
python3 draw_photo.py other.png 2 320 240
python3 draw_photo.py local.webp 3 320 240
exiftool -q -overwrite_original -DateTimeOriginal='2031:03:13 12:41:07' local.webp

# office documents and PDFs: by LibreOffice, from a flat document
base64 -w0 camera.jpg > "$scratch/photo.b64"
python3 - "$scratch" <<'PY'
import pathlib, sys
scratch = pathlib.Path(sys.argv[1])
whole = pathlib.Path("story.fodt").read_text("utf-8").replace("@PHOTO@", (scratch / "photo.b64").read_text())
(scratch / "statement.fodt").write_text(whole, "utf-8")
PY
for kind in odt docx pdf; do
  soffice --headless --convert-to "$kind" --outdir "$scratch" "$scratch/statement.fodt" > /dev/null 2>&1
  cp "$scratch/statement.$kind" "statement.$kind"
done
for kind in doc rtf; do
  soffice --headless --convert-to "$kind" --outdir . statement.txt > /dev/null 2>&1
done

# PDFs by other programs
chromium --headless --no-sandbox --disable-gpu --print-to-pdf="$PWD/chromium.pdf" story.html > /dev/null 2>&1
groff -ms -Tpdf story.ms > groff.pdf
groff -ms -Tps story.ms > "$scratch/story.ps"
gs -q -dNOPAUSE -dBATCH -sDEVICE=pdfwrite -sOutputFile=ghostscript.pdf "$scratch/story.ps"
gs -q -dNOPAUSE -dBATCH -sDEVICE=pdfwrite -sOwnerPassword=own -sUserPassword=open -dEncryptionR=3 -dKeyLength=128 \
  -sOutputFile=locked.pdf "$scratch/story.ps"
pdftoppm -r 40 -gray -png groff.pdf "$scratch/scan"
python3 -c "from PIL import Image; import sys; Image.open(sys.argv[1]).save('scanned.pdf')" "$scratch"/scan-*.png
printf '%%!PS\n%s\n' '/Helvetica findfont 9 scalefont setfont 20 20 moveto (Scanned by a telephone) show showpage' > "$scratch/stamp.ps"
gs -q -dNOPAUSE -dBATCH -sDEVICE=pdfwrite -sOutputFile="$scratch/stamp.pdf" "$scratch/stamp.ps"
qpdf scanned.pdf --overlay "$scratch/stamp.pdf" -- stamped.pdf
pdfunite groff.pdf scanned.pdf mixed.pdf
rm -rf "$scratch"

#!/bin/sh
# Makes the sample files of this folder by the programs that people have. Run in this folder; see README.md.
# Needs Debian's mutt, faketime, chromium, libreoffice-writer-nogui, groff, ghostscript, poppler-utils, libimage-exiftool-perl.
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

#!/bin/sh
# Packs the same few files by every program. Needs: zip (Info-ZIP), 7zz (7-Zip), tar (GNU), gzip, bzip2, xz.
set -eu
here=$(pwd)
work=$(mktemp -d)
cd "$work"
mkdir -p reports/more reports/.git reports/out/data
printf 'ORUN, 14 March 2031 (Halda Wire) -- Soldiers fired on a crowd in the harbour and killed four people.\n' > reports/harbour.txt
printf '# Curfew in Orun\n\nThe governor declared a curfew on 15 March 2031.\n' > 'reports/more/ночь.md'
printf '{"doc_id": "r1", "published": "2031-03-16T08:00Z", "text": "Two men were detained in Orun."}\n' | gzip -n > reports/more/records.jsonl.gz
printf 'secret\n' > reports/.git/config
printf '{"made_by": "khronika-chronicle"}\n' > reports/out/data/manifest.json
printf '<html><body><p>The page of a chronicle.</p></body></html>\n' > reports/out/index.html
printf 'An inner archive holds this: a bridge in Orun was closed on 17 March 2031.\n' > inner.txt
zip -q -X reports/inner.zip inner.txt
ln -s harbour.txt reports/again.txt
ln -s /etc/hostname reports/outside.txt
mkfifo reports/pipe
touch -d 2031-03-18T00:00Z reports/* reports/*/*

rm -f "$here"/*.zip "$here"/*.tar*
zip -q -X -y -r "$here/info-zip.zip" reports -x reports/pipe
zip -q -X -P secret "$here/encrypted.zip" reports/harbour.txt
zip -q -X "$here/encrypted.zip" reports/more/records.jsonl.gz
(cd reports && 7zz a -bso0 -tzip -snl -mcu=on "$here/7-zip.zip" harbour.txt more inner.zip)
(cd reports && 7zz a -bso0 -tzip -mm=PPMd "$here/ppmd.zip" harbour.txt)
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=2031-03-18T00:00Z -cf gnu.tar reports
gzip -n -9 -c gnu.tar > "$here/gnu.tar.gz"
bzip2 -9 -c gnu.tar > "$here/gnu.tar.bz2"
xz -9 -c gnu.tar > "$here/gnu.tar.xz"
tar --format=pax --sort=name --owner=0 --group=0 --numeric-owner --mtime=2031-03-18T00:00Z -czf "$here/pax.tgz" reports/more
rm -r "$work"

"""Writes `calc.xlsx`: laid out by openpyxl 3.1, then opened and saved by LibreOffice, which works out the formulas.

Run in this folder with `soffice` (LibreOffice) on the path: python make.py
"""

import subprocess
import tempfile
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook

HERE = Path(__file__).parent

book = Workbook()
sheet = book.active
sheet.title = "Reports"
sheet.append(["Reports of an invented coast"])
sheet.append([])
sheet.append(["Record ID", "Date", "Outlet", "Headline", "Text", "Link"])
sheet.append(
    [
        1,
        datetime(2031, 3, 14, 18, 0),
        "Halda Wire",
        "Harbour",
        "Soldiers killed four people in Orun.",
        "https://halda.example/1",
    ]
)
sheet.append([2, None, "Orun Post", "Curfew", "A curfew was declared in Orun.", None])
sheet.append([3, datetime(2031, 3, 16), "Orun Post", None, '=CONCATENATE("Two men were ","detained in Orun.")', None])
sheet.append([4, datetime(2031, 3, 17), "Orun Post", "Nothing", None, None])
sheet.merge_cells("B4:B5")
codes = book.create_sheet("Codes")
codes.append(["Code", "Meaning"])
codes.append(["K", "killed"])
hidden = book.create_sheet("Lookup")
hidden.append(["Text"])
hidden.append(["Nobody is meant to see this."])
hidden.sheet_state = "hidden"

with tempfile.TemporaryDirectory() as folder:
    book.save(Path(folder) / "calc.xlsx")
    out = ["--outdir", str(HERE), str(Path(folder) / "calc.xlsx")]
    subprocess.run(["soffice", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", *out], check=True)
    csv = "csv:Text - txt - csv (StarCalc):59,34,ANSI,1,,0,false,true,false,false,false,1"
    subprocess.run(["soffice", "--headless", "--convert-to", csv, *out], check=True)
    subprocess.run(["soffice", "--headless", "--convert-to", "ods", *out], check=True)

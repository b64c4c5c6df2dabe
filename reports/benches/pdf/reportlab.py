"""The same content through ReportLab. usage: reportlab.py CONTENT.json OUT.pdf; prints processor seconds and peak KiB."""
import hashlib, json, resource, sys

from reportlab import rl_config

rl_config.useA85 = 0
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.platypus import (
    Image, LongTable, KeepTogether, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table)

content = json.load(open(sys.argv[1]))
styles = getSampleStyleSheet()
body = styles["BodyText"]
width = A4[0] - 32 * mm
for photograph in content["photographs"]:
    photograph["sha256"] = hashlib.sha256(open(photograph["file"], "rb").read()).hexdigest()


def chart(points):
    drawing = Drawing(width, 15 * (len(points) + 1))
    at = lambda value: 160 + (width - 170) * value / 100
    for row, (label, value) in enumerate(points):
        y = 15 * (len(points) - row)
        drawing.add(String(0, y, label, fontSize=8))
        drawing.add(String(60, y, f"{value} of 100", fontSize=8))
        drawing.add(Line(at(0), y + 3, at(100), y + 3, strokeColor=colors.lightgrey))
        drawing.add(Line(at(value - 9), y + 3, at(value + 9), y + 3, strokeWidth=0.8))
        drawing.add(Rect(at(value) - 2.5, y + 0.5, 5, 5, fillColor=colors.HexColor("#0b4f5c"), strokeColor=None))
    return drawing


style = [
    ("FONTSIZE", (0, 0), (-1, -1), 8), ("LEADING", (0, 0), (-1, -1), 11),
    ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey), ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold"),
]
flow = [Paragraph(content["title"], styles["Title"]), Paragraph(content["organisation"], body), PageBreak()]
flow += [Paragraph(words, body) for words in content["paragraphs"]]
for plot in content["plots"]:
    flow.append(KeepTogether([Paragraph(plot["title"], body), chart(plot["points"]), Spacer(1, 6 * mm)]))
columns = [width * share for share in (0.24, 0.17, 0.16, 0.14, 0.15, 0.14)]
flow += [PageBreak(), Paragraph("Observations", styles["Heading2"])]
flow += [LongTable([content["head"]] + content["rows"], repeatRows=1, style=style, colWidths=columns)]
photographs = content["photographs"]
for at in range(0, len(photographs), 2):
    flow += [PageBreak(), Paragraph(f"Closed at the promised hour, pair {at // 2 + 1}", styles["Heading2"])]
    cells = [[Image(p["file"], 86 * mm, 64.5 * mm), Paragraph(p["caption"], body)] for p in photographs[at:at + 2]]
    flow.append(Table([cells], colWidths=[width / 2] * 2))
if photographs:
    rows = [[p["number"], p["caption"], p["sha256"]] for p in photographs]
    flow += [PageBreak(), Paragraph("Evidence", styles["Heading2"])]
    flow += [LongTable([["Number", "What", "SHA-256"]] + rows, repeatRows=1, style=style + [("FONT", (2, 1), (2, -1), "Courier", 6)])]


def furniture(canvas, document):
    canvas.setFont("Helvetica", 8)
    canvas.drawString(16 * mm, A4[1] - 14 * mm, "Practice: invented")
    canvas.drawRightString(A4[0] - 16 * mm, 12 * mm, str(document.page))


template = SimpleDocTemplate(sys.argv[2], pagesize=A4, leftMargin=16 * mm, rightMargin=16 * mm, topMargin=22 * mm, bottomMargin=25 * mm, title=content["title"])
template.build(flow, onFirstPage=furniture, onLaterPages=furniture)
cost = resource.getrusage(resource.RUSAGE_SELF)
print(cost.ru_utime + cost.ru_stime, cost.ru_maxrss)

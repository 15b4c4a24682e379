"""What a PDF says of itself: title, author, dates, and that it keeps to PDF/UA-1."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from rolebook.render.pdf.pdf_file import write_text

PRODUCER = "Rolebook"


@dataclass(frozen=True, slots=True)
class Properties:
    """Title, author, description, keywords; ``created`` is a date, YYYY-MM-DD."""

    title: str
    author: str
    description: str
    keywords: str
    created: str


def write_info(properties: Properties) -> bytes:
    """The dictionary of properties, as old programs read it."""
    date = write_text(f"D:{properties.created.replace('-', '')}")
    entries = [b"/Title " + write_text(properties.title), b"/Author " + write_text(properties.author)]
    if properties.description:
        entries.append(b"/Subject " + write_text(properties.description))
    if properties.keywords:
        entries.append(b"/Keywords " + write_text(properties.keywords))
    maker = write_text(PRODUCER)
    entries += [b"/Creator " + maker, b"/Producer " + maker, b"/CreationDate " + date, b"/ModDate " + date]
    return b"<<%b>>" % b"".join(entries)


def write_metadata(properties: Properties) -> bytes:
    """The same in XML (XMP), with the mark of PDF/UA-1."""
    rows = [
        "<pdfuaid:part>1</pdfuaid:part>",
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>",
        f"<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>",
        f"<dc:title><rdf:Alt>{_default(properties.title)}</rdf:Alt></dc:title>",
        f"<dc:creator><rdf:Seq><rdf:li>{escape(properties.author)}</rdf:li></rdf:Seq></dc:creator>",
        f"<xmp:CreateDate>{properties.created}</xmp:CreateDate>",
        f"<xmp:ModifyDate>{properties.created}</xmp:ModifyDate>",
    ]
    if properties.description:
        rows.append(f"<dc:description><rdf:Alt>{_default(properties.description)}</rdf:Alt></dc:description>")
    if properties.keywords:
        rows.append(f"<pdf:Keywords>{escape(properties.keywords)}</pdf:Keywords>")
    names = (
        ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
        ("pdf", "http://ns.adobe.com/pdf/1.3/"),
        ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
        ("xmp", "http://ns.adobe.com/xap/1.0/"),
    )
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in names)
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF {spaces}>\n<rdf:Description rdf:about="">\n'
        + "\n".join(rows)
        + '\n</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )
    return packet.encode("utf-8")


def _default(words: str) -> str:
    return f'<rdf:li xml:lang="x-default">{escape(words)}</rdf:li>'

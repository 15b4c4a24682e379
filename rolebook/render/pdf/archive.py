"""Documents to be kept for good: PDF/A-2u (ISO 19005-2) besides PDF/UA-1.

WeasyPrint writes one of the two at a time. The pages are the same for both, so a document is made as PDF/UA-1, and
what PDF/A-2u asks of the file as a whole is added: what its colours mean (the sRGB profile of the International Color
Consortium, which WeasyPrint brings along), that links print, an identifier, and a declaration in its metadata.
"""

from __future__ import annotations

from typing import Any

from rolebook.render.pdf.pdf_file import end_stream, write_text

PROFILE_NAME = "sRGB2014"

_DECLARATION = b"""\
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>U</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the document follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""The second description tells readers of PDF/A what ``pdfuaid`` is: they know only the schemas of their own time."""

_END = b"</rdf:RDF>"
_END_OF_STREAM = end_stream(b"")
_PRINTED = 4  # the flag of an annotation that it is printed, and not hidden


def declare_archive(metadata: bytes) -> bytes:
    """XMP metadata of a PDF/UA-1 document (UTF-8) with the declaration that it is PDF/A-2u too."""
    if metadata.count(_END) != 1:
        raise ValueError("these are no XMP metadata with one RDF element")
    return metadata.replace(_END, _DECLARATION + _END)


def read_colour_profile() -> bytes:
    """The ICC profile of sRGB, which may be copied and embedded freely."""
    from importlib.resources import files

    return (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()


def write_intent(profile: int) -> bytes:
    """The PDF dictionary which says that colours are those of the profile in this object."""
    names = b"".join(
        b"/%b %b" % (key, write_text(PROFILE_NAME)) for key in (b"OutputConditionIdentifier", b"Info")
    )
    return b"<</Type /OutputIntent/S /GTS_PDFA1/DestOutputProfile %d 0 R%b>>" % (profile, names)


def finish_archive(document: Any, pdf: Any) -> None:
    """Make a pydyf.PDF that WeasyPrint has written as PDF/UA-1 into PDF/A-2u; a ``finisher`` of `write_pdf`.

    The identifier is asked of `write_pdf`: it is a digest of the content, and so the same every time.
    """
    import pydyf  # type: ignore[import-untyped]

    profile = pydyf.Stream([read_colour_profile()], pydyf.Dictionary({"N": 3}), compress=True)
    pdf.add_object(profile)
    pdf.catalog["OutputIntents"] = pydyf.Array([write_intent(profile.number)])
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/Annot":
            item["F"] = _PRINTED
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream = [declare_archive(b"".join(metadata.stream))]
    metadata.compress = False  # archives are searched by programs that know XMP and nothing else
    _end_streams_clearly(pdf)


def _end_streams_clearly(pdf: Any) -> None:
    """Have streams end as `end_stream` says."""
    write_line = pdf.write_line

    def write_clearly(content: bytes, output: Any) -> None:
        data = content.removesuffix(_END_OF_STREAM)
        write_line(content if data == content else data + end_stream(data), output)

    pdf.write_line = write_clearly

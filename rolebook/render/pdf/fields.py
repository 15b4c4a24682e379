"""Fields to fill in on the screen (AcroForm), as widely read programs want them.

WeasyPrint's own fields embed the whole font that they are set in (15 MB for Chinese), as glyph numbers that many
programs cannot type into. So we write them ourselves, where it would: text, lists and boxes to tick, set in the
Helvetica that every program has. What is not Latin, such as Chinese, programs draw in a font of their own, as the
form asks them to make all appearances anew (NeedAppearances).
"""

from __future__ import annotations

from typing import Any

_SIZE = 10
_MULTILINE, _COMBO = 1 << 12, 1 << 17
_PRINTED = 1 << 2
_TICK = "q 0.105 0.125 0.149 rg 0.18 0.5 m 0.42 0.22 l 0.86 0.78 l 0.78 0.86 l 0.42 0.4 l 0.26 0.58 l h f Q"


def use_own_fields() -> None:
    """Have WeasyPrint leave fields to us, from now on in this process; documents without fields do not change."""
    import weasyprint.pdf

    weasyprint.pdf.add_forms = _add_fields


def _add_fields(
    forms: Any, matrix: Any, pdf: Any, page: Any, resources: Any, stream: Any, font_map: Any
) -> None:
    """Put a widget where each input of the page stands; the tags of the document then lead to it."""
    for boxes in forms.values():
        for box, (x1, y1, x2, y2) in boxes:
            left, top = matrix.transform_point(x1, y1)
            right, bottom = matrix.transform_point(x2, y2)
            fields = _form_of(pdf)["Fields"]
            name = box.element.get("name") or "field"
            if name in _names_of(pdf):
                name = f"{name}-{len(fields) + 1}"  # two fields of one name would be one field
            _names_of(pdf).append(name)
            widget = _make_field(box.element, name, pdf, (left, bottom, right, top))
            widget["P"] = page.reference
            pdf.add_object(widget)
            box.widget_annotation = widget
            page.setdefault("Annots", _array()).append(widget.reference)
            fields.append(widget.reference)


def _form_of(pdf: Any) -> Any:
    import pydyf  # type: ignore[import-untyped]

    if "AcroForm" not in pdf.catalog:
        fonts = pydyf.Dictionary(
            {"Helv": _font("Helvetica", "/WinAnsiEncoding"), "ZaDb": _font("ZapfDingbats")}
        )
        pdf.catalog["AcroForm"] = pydyf.Dictionary(
            {
                "Fields": pydyf.Array(),
                "NeedAppearances": "true",
                "DR": pydyf.Dictionary({"Font": fonts}),
                "DA": pydyf.String(f"/Helv {_SIZE} Tf 0 g"),
            }
        )
        # Title bars then show the title, and not the name of the file.
        pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    return pdf.catalog["AcroForm"]


def _font(name: str, encoding: str | None = None) -> Any:
    import pydyf

    font = pydyf.Dictionary({"Type": "/Font", "Subtype": "/Type1", "BaseFont": f"/{name}"})
    if encoding:
        font["Encoding"] = encoding
    return font


def _make_field(element: Any, name: str, pdf: Any, rectangle: tuple[float, float, float, float]) -> Any:
    import pydyf

    field = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "Rect": pydyf.Array([round(number, 2) for number in rectangle]),
            "F": _PRINTED,
            "T": pydyf.String(name),
            "TU": pydyf.String(element.get("title") or name),
        }
    )
    if element.get("type") == "checkbox":
        field.update(_make_tick(pdf, rectangle))
        return field
    field["DA"] = pydyf.String(f"/Helv {_SIZE} Tf 0.105 0.125 0.149 rg")
    if element.tag == "select":
        choices = [option.text or " " for option in element.iter("option")] or [" "]
        field.update(
            {
                "FT": "/Ch",
                "Ff": _COMBO,
                "Opt": pydyf.Array([pydyf.String(choice) for choice in choices]),
                "V": pydyf.String(choices[0]),
            }
        )
        return field
    field.update({"FT": "/Tx", "V": pydyf.String("")})
    if element.tag == "textarea":
        field["Ff"] = _MULTILINE
    if "numeric" in (element.get("class") or "").split():
        field["Q"] = 2
    return field


def _make_tick(pdf: Any, rectangle: tuple[float, float, float, float]) -> dict[str, Any]:
    """A box to tick: its sign is drawn by us, since programs make no appearance for it."""
    import pydyf

    width, height = rectangle[2] - rectangle[0], rectangle[3] - rectangle[1]
    looks = {}
    for name, drawing in (("on", _TICK), ("Off", "")):
        look = pydyf.Stream(
            [f"{width:.2f} 0 0 {height:.2f} 0 0 cm {drawing}".encode()],
            {
                "Type": "/XObject",
                "Subtype": "/Form",
                "BBox": pydyf.Array([0, 0, round(width, 2), round(height, 2)]),
            },
        )
        pdf.add_object(look)
        looks[name] = look.reference
    return {
        "FT": "/Btn",
        "V": "/Off",
        "AS": "/Off",
        "AP": pydyf.Dictionary({"N": pydyf.Dictionary(looks)}),
    }


def _names_of(pdf: Any) -> list[str]:
    """The names of the fields that a document has so far."""
    names: list[str] = pdf.__dict__.setdefault("_rolebook_fields", [])
    return names


def _array() -> Any:
    import pydyf

    return pydyf.Array()

"""Pictures that tell more than they show: by whom, where and with what they were made."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

ARTIST, SOFTWARE, GPS, CAMERA, SIDE = 0x013B, 0x0131, 0x8825, 0x8769, 0x0112
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def make_picture(mode: str = "RGB") -> Image.Image:
    """A small picture in which no two parts are alike."""
    picture = Image.linear_gradient("L").resize((48, 32)).rotate(30)
    return Image.merge("RGB", (picture, picture.rotate(90), picture.rotate(180))).convert(mode)


def save_noted(picture: Image.Image, kind: str, side: int = 6, who: str = "Ann", **options: Any) -> bytes:
    """A picture (png, jpg or webp) with all notes that its format takes; each names somebody.

    ``side`` is the orientation as Exif has it.
    """
    name = who.encode()
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><creator>%b of XMP</creator></x:xmpmeta>" % name
    exif = Image.Exif()
    exif.update({SIDE: side, ARTIST: f"{who} of Exif", SOFTWARE: f"{who}'s program"})
    exif.get_ifd(CAMERA)[0xA431] = f"{who}'s camera"
    exif.get_ifd(GPS).update({1: "N", 2: (40.0, 25.0, 0.0), 29: f"{who}'s day"})
    options |= {"exif": exif.tobytes(), "icc_profile": PROFILE}
    if kind == "png":
        notes = PngInfo()
        notes.add_text("Author", f"{who} of tEXt")
        notes.add_text("Comment", f"{who} of zTXt", zip=True)
        notes.add_itxt("XML:com.adobe.xmp", xmp.decode())
        notes.add(b"tIME", b"\x07\xea\x0b\x1b\x10\x00\x00")
        notes.add(b"anNx", name + b" of a private chunk")
        options["pnginfo"] = notes
    elif kind == "jpg":
        options |= {"comment": name + b" of COM", "quality": 90}
    else:
        options |= {"lossless": True}
    if kind != "png":
        options["xmp"] = xmp
    file = BytesIO()
    picture.save(file, {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}[kind], **options)
    data = file.getvalue()
    if kind == "jpg":
        photoshop = b"Photoshop 3.0\x008BIM%b of IPTC" % name
        data = data[:2] + b"\xff\xed" + (len(photoshop) + 2).to_bytes(2) + photoshop + data[2:]
    return data + name + b" behind the end"

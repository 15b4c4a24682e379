"""The elements, attributes and properties of SVG that a logo may have: those that draw.

Source: SVG 2 (W3C, 2018), appendices on elements, attributes and properties; Filter Effects 1; CSS Masking 1.
"""

from __future__ import annotations

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"

SILENT_SPACES = (
    *("http://sodipodi.sourceforge.net/", "http://www.inkscape.org/", "http://www.serif.com/"),
    *("http://ns.adobe.com/", "http://www.bohemiancoding.com/sketch", "http://www.figma.com/"),
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    *("http://creativecommons.org/ns#", "http://web.resource.org/cc/", "http://purl.org/dc/"),
)
"""Notes that drawing programs leave; browsers do nothing with them, and they are not published."""

SILENT = frozenset({"title", "desc", "metadata"})
"""Elements that tell of a picture and draw nothing: not published, since pages say what a logo is."""

TEXT = frozenset({"text", "tspan"})
"""Elements whose words are drawn; words anywhere else are not published."""

DRAWING = frozenset(
    {
        *("svg", "g", "defs", "symbol", "use", "style", *TEXT),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "clipPath", "mask", "marker"),
        *("linearGradient", "radialGradient", "stop", "pattern", "filter"),
        *("feBlend", "feColorMatrix", "feComposite", "feFlood", "feGaussianBlur", "feMerge", "feMergeNode"),
        *("feOffset", "feDropShadow"),
    }
)

PROPERTIES = frozenset(
    {
        *("color", "display", "visibility", "opacity", "overflow", "isolation", "mix-blend-mode"),
        *("fill", "fill-opacity", "fill-rule", "paint-order", "vector-effect"),
        *("stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin"),
        *("stroke-miterlimit", "stroke-opacity", "stroke-width"),
        *("stop-color", "stop-opacity", "flood-color", "flood-opacity", "lighting-color"),
        *("clip", "clip-path", "clip-rule", "mask", "mask-type", "filter"),
        *("color-interpolation", "color-interpolation-filters"),
        *("marker", "marker-start", "marker-mid", "marker-end"),
        *("shape-rendering", "text-rendering", "image-rendering"),
        *(
            "font",
            "font-family",
            "font-size",
            "font-size-adjust",
            "font-stretch",
            "font-style",
            "font-variant",
        ),
        *("font-weight", "font-kerning", "font-feature-settings", "letter-spacing", "word-spacing"),
        *("text-anchor", "text-decoration", "dominant-baseline", "alignment-baseline", "baseline-shift"),
        *("direction", "unicode-bidi", "writing-mode", "white-space"),
        *("text-transform", "text-orientation", "font-variation-settings", "font-optical-sizing"),
        *("font-variant-caps", "font-variant-ligatures", "font-variant-numeric", "font-variant-east-asian"),
        *("mask-image", "mask-mode", "mask-size", "mask-position", "mask-repeat", "mask-composite"),
        *("transform", "transform-origin", "transform-box", "translate", "rotate", "scale"),
        *("background", "background-color", "color-scheme"),
        *("d", "x", "y", "width", "height", "cx", "cy", "r", "rx", "ry"),
        *("animation", "animation-name", "animation-duration", "animation-timing-function"),
        *("animation-delay", "animation-iteration-count", "animation-direction", "animation-fill-mode"),
        "animation-play-state",
    }
)
"""Properties of CSS; most of them can be attributes too."""

ATTRIBUTES = PROPERTIES | {
    *("id", "class", "style", "href", "viewBox", "preserveAspectRatio", "pathLength", "points"),
    *("x1", "y1", "x2", "y2", "dx", "dy", "fx", "fy", "fr", "rotate", "textLength", "lengthAdjust"),
    *("offset", "gradientUnits", "gradientTransform", "spreadMethod"),
    *("patternUnits", "patternContentUnits", "patternTransform", "clipPathUnits"),
    *(
        "maskUnits",
        "maskContentUnits",
        "markerUnits",
        "markerWidth",
        "markerHeight",
        "refX",
        "refY",
        "orient",
    ),
    *("filterUnits", "primitiveUnits", "in", "in2", "result", "mode", "type", "values", "operator"),
    *("k1", "k2", "k3", "k4", "stdDeviation", "edgeMode", "media", "systemLanguage", "requiredExtensions"),
}

AT_RULES = frozenset({"media", "keyframes", "-webkit-keyframes"})
"""What a style may have beside rules: other colours for the dark, and movement."""

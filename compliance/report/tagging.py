"""What a file must say and be to claim PDF/A-3a and PDF/UA-1 at once.

WeasyPrint writes one claim per file. The second is added to the metadata with the extension schema that PDF/A asks for
(ISO 19005-3, 6.6.2.3); and running heads, which WeasyPrint leaves outside the tag tree, become artifacts
(ISO 14289-1, 7.8). All functions work on a pydyf document before it is written.
"""

from __future__ import annotations

from typing import Any

_UNIVERSAL_ACCESS = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def claim_universal_access(pdf: Any) -> None:
    """Add the PDF/UA-1 claim to the metadata, and store the metadata uncompressed, for anyone to read."""
    metadata = resolve(pdf, pdf.catalog["Metadata"])
    (packet,) = metadata.stream
    metadata.stream = [packet.replace(b"</rdf:RDF>", _UNIVERSAL_ACCESS + b"</rdf:RDF>")]
    metadata.compress = False


def make_running_heads_artifacts(pdf: Any) -> None:
    """Mark as artifact what is tagged but belongs to no branch of the tag tree: heads, feet, page numbers."""
    root = resolve(pdf, pdf.catalog["StructTreeRoot"])
    reachable = _branches(pdf, root)
    numbers = resolve(pdf, root["ParentTree"])["Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page in (resolve(pdf, reference) for reference in pdf.page_references):
        owners = parents[page["StructParents"]]
        loose = {mark for mark, owner in enumerate(owners) if owner not in reachable}
        owners[:] = [b"null" if mark in loose else owner for mark, owner in enumerate(owners)]
        _unmark(resolve(pdf, page["Contents"]), loose)


def resolve(pdf: Any, reference: bytes) -> Any:
    """The pydyf object a reference such as `b"12 0 R"` stands for."""
    return pdf.objects[int(reference.split()[0])]


def _branches(pdf: Any, root: Any) -> set[bytes]:
    """References to every structure element that hangs on the tree."""
    seen: set[bytes] = set()
    waiting = list(root["K"])
    while waiting:
        reference = waiting.pop()
        if isinstance(reference, bytes) and reference not in seen:
            seen.add(reference)
            waiting.extend(resolve(pdf, reference).get("K", ()))
    return seen


def _unmark(content: Any, loose: set[int]) -> None:
    operators = content.stream
    for position, operator in enumerate(operators):
        if operator == b"BDC" and operators[position - 1].get("MCID") in loose:
            operators[position - 2] = "/Artifact"
            operators[position - 1] = b"<</Type /Pagination>>"

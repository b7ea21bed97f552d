"""Writes the corpora anew: small inputs that hold every word of each notation and format. Usage: tests/fuzz/make_corpus.py"""
import gzip
import io
import json
import pathlib
import re
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
MANUAL = HERE.parents[1] / "docs/manual/query.md"
RECORD = {"publication_number": "CN202644312U", "title": "一种水泵", "applicant": ["甲公司", "乙大学"], "ipc": "F04D29/10(2006.01)I", "applied_on": "2012.05.31"}
LINES = json.dumps(RECORD, ensure_ascii=False) + "\n" + json.dumps({"title": "无号码"}) + "\n{broken\n[]\n" + json.dumps({**RECORD, "key": "x", "title": 5}) + "\n"
TABLE = '公开（公告）号,名称,申请人,IPC,申请日\r\nCN202644312U,"水泵, ""密封""",甲公司;乙大学,F04D29/10,2012-05-31\r\nCN1,短行\r\n,没有号码,,,\r\n'
XML = {
    "cnipa": '<?xml version="1.0" encoding="UTF-8"?><PatentDocumentAndRelated><business:PatentDocumentAndRelated xmlns:business="b" country="CN" docNumber="202644312" kind="U"/></PatentDocumentAndRelated>',
    "uspto": '<?xml version="1.0"?><!DOCTYPE us-patent-grant SYSTEM "x.dtd" [ ]><us-patent-grant lang="EN"><us-bibliographic-data-grant><publication-reference><document-id><country>US</country><doc-number>10000001</doc-number>'
             '<kind>B2</kind><date>20180619</date></document-id></publication-reference><invention-title>Pump &amp; seal</invention-title></us-bibliographic-data-grant><abstract><p>A <b>pump</b>.</p></abstract></us-patent-grant>',
    "epo": '<exchange-documents xmlns="http://www.epo.org/exchange"><exchange-document country="EP" doc-number="1000000" kind="A1"><bibliographic-data><invention-title lang="en">Pump</invention-title>'
           '</bibliographic-data></exchange-document></exchange-documents>',
    "events": '<b:PRS xmlns:b="b"><b:PRSRecord><b:ApplicationReference dataFormat="original"><b:WIPOST3Code>CN</b:WIPOST3Code><b:DocNumber>201220249767.4</b:DocNumber></b:ApplicationReference>'
              '<b:PRSPublicationDate><b:Date>20130508</b:Date></b:PRSPublicationDate><b:PRSCode>SE01</b:PRSCode><b:PRSInformation>生效;|[x]</b:PRSInformation></b:PRSRecord>'
              '<ops:family-member><legal code="17Q" desc="FIRST; EXAMINATION"><L007EP>2002-06-05</L007EP><L500EP><L525EP desc="Effective">20020423</L525EP></L500EP></legal></ops:family-member></b:PRS>',
    "entity": '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><us-patent-grant>&c;</us-patent-grant>',
    "broken": "<us-patent-grant><a></b></us-patent-grant><us-patent-grant>",
}
FORMS = [{"join": "all", "parts": []}, {"join": "any", "not": True, "parts": [{"is": "words", "text": ["电池"]}, {"is": "prefix", "field": "title", "text": ["电"]}]},
         {"join": "all", "parts": [{"is": "near", "text": ["正极", "负极"], "distance": 3}, {"is": "before", "field": "abstract", "text": ["a", "b", "c"], "distance": 0}, {"is": "set", "number": 1}]},
         {"is": "exact", "field": "applicant", "text": ["甲", "乙"]}, {"is": "under", "field": "ipc", "text": ["H01M", "E01B3/32"], "not": False}, {"is": "exact", "field": "kind", "text": ["发明"]},
         {"is": "range", "field": "applied_on", "low": "2012", "high": "2013-05"}, {"is": "exact", "field": "publication_number", "text": ["CN202644312U"]}, {"is": "set", "number": 2, "not": True}]


def write(folder: str, inputs: list[bytes]) -> None:
    place = HERE / "corpus" / folder
    place.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(inputs):
        (place / f"{number:03}").write_bytes(content)


def examples() -> tuple[list[str], list[str]]:
    """The queries of the manual: field syntax, and CQL."""
    rows = [re.findall(r"`([^`]+)`", line) for line in MANUAL.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    return [row[0] for row in rows if row], [row[1] for row in rows if len(row) > 1]


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def main() -> None:
    field, cql = examples()
    odd = ["", '"', "((", "))", "a*b", "#1 AND #2", "# 1", "\\", "a:b=c", "申请日=2012..", "NOT NOT a", "ＡＮＤ", "cql.allRecords=1 not a", "a prox/distance<3/ordered b", "title any \"a b\"", "applied_on within \"2012 2013\"", "\ud800x".encode("utf-8", "replace").decode()]
    write("query", [each.encode() for each in [*field, *odd]])
    write("cql", [each.encode() for each in [*cql, *odd]])
    write("builder", [json.dumps(form, ensure_ascii=False).encode() for form in FORMS])
    encodings = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
    write("json_lines", [LINES.encode(each) for each in encodings] + [b"{}\n", b"\n\n", b"\xff\xfe{"])
    write("table", [TABLE.encode(each) for each in encodings] + [TABLE.replace(",", "\t").encode(), b'"', "列,公开号\n电,CN1A\n".encode()])
    write("xml", [each.encode() for each in XML.values()] + ["".join(XML.values()).encode(), XML["uspto"].encode("utf-16")])
    texts = {"a.jsonl": LINES.encode(), "b.csv": TABLE.encode("gb18030"), "c.xml": XML["uspto"].encode(), "d.bin": b"\x00\x01"}
    write("archive", [zipped(texts), zipped({}), gzip.compress(LINES.encode(), mtime=0), gzip.compress(gzip.compress(TABLE.encode(), mtime=0), mtime=0), *texts.values(), gzip.compress(LINES.encode(), mtime=0)[:40], b""])


if __name__ == "__main__":
    main()

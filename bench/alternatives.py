"""What the search is measured beside, each fed with the same prepared records (`search_pipe prepare`) and asked the same.

An engine has `build(records)`, `ask(work, word) -> hits` and `size()`; `works` are those it can do. NotHere says why one is missing.
"""
import collections
import json
import os
import pathlib
import subprocess
import urllib.parse
from collections.abc import Iterator

from opensearch import NotHere, Server

Record = dict
FACETS = ("year", "applicant", "group", "kind", "province")


def read(records: pathlib.Path) -> Iterator[Record]:
    with records.open(encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            record["year"] = record["date"][:4]
            yield record


def pairs(word: str) -> list[str]:
    """The tokens of a word of Han characters."""
    return [word[at:at + 2] for at in range(len(word) - 1)]


def folder_size(folder: pathlib.Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


class Engine:
    name = ""
    works = ("newest", "relevant", "filtered", "facets")

    def __init__(self, folder: pathlib.Path, asked: dict) -> None:
        self.folder, self.asked = folder, asked
        folder.mkdir(parents=True, exist_ok=True)

    def size(self) -> int:
        return folder_size(self.folder)

    def close(self) -> None:
        pass


class Xapian(Engine):
    """Pairs with positions; dates and facets in value slots, as many as a record has."""
    name = "Xapian"
    SLOTS = {"year": (1,), "applicant": tuple(range(10, 14)), "group": tuple(range(20, 28)), "kind": (2,), "province": (3,)}

    def __init__(self, folder: pathlib.Path, asked: dict) -> None:
        super().__init__(folder, asked)
        try:
            import xapian
        except ImportError as error:
            raise NotHere("python3-xapian is not installed") from error
        self.xapian = xapian
        self.database = None

    def build(self, records: pathlib.Path) -> None:
        writer = self.xapian.WritableDatabase(str(self.folder / "index"), self.xapian.DB_CREATE_OR_OVERWRITE)
        for record in read(records):
            document = self.xapian.Document()
            document.set_data(record["key"])
            for place, token in enumerate(record["tokens"].split(" ")):
                document.add_posting(token[:60], place)
            for each in record["class"]:
                document.add_boolean_term("XC" + each)
            document.add_value(0, record["date"])
            for facet, slots in self.SLOTS.items():
                values = record[facet] if isinstance(record[facet], list) else [record[facet]]
                if len(values) > len(slots):
                    raise RuntimeError(f"{record['key']} has {len(values)} values of {facet}")
                for slot, value in zip(slots, values):
                    document.add_value(slot, value)
            writer.add_document(document)
        writer.commit()
        writer.close()

    def ask(self, work: str, word: str) -> int:
        xapian = self.xapian
        if self.database is None:
            self.database = xapian.Database(str(self.folder / "index"))
        tokens = pairs(word)
        query = xapian.Query.MatchAll if not word else xapian.Query(tokens[0]) if len(tokens) == 1 else xapian.Query(xapian.Query.OP_PHRASE, tokens)
        if work == "filtered":
            dates = xapian.Query(xapian.Query.OP_VALUE_RANGE, 0, self.asked["first"], self.asked["last"])
            query = xapian.Query(xapian.Query.OP_FILTER, query, xapian.Query(xapian.Query.OP_AND, dates, xapian.Query("XC" + self.asked["subclass"])))
        enquire = xapian.Enquire(self.database)
        enquire.set_query(query)
        if work == "relevant":
            enquire.set_weighting_scheme(xapian.BM25Weight())
        else:
            enquire.set_weighting_scheme(xapian.BoolWeight())
            enquire.set_sort_by_value(0, True)
        spies = {facet: [xapian.ValueCountMatchSpy(slot) for slot in slots] for facet, slots in self.SLOTS.items()} if work == "facets" else {}
        for each in spies.values():
            for spy in each:
                enquire.add_matchspy(spy)
        found = enquire.get_mset(0, 20, self.database.get_doccount())
        for hit in found:
            hit.document.get_data()
        for each in spies.values():
            counts = collections.Counter()
            for spy in each:
                counts.update({item.term: item.termfreq for item in (spy.values() if len(each) > 1 else spy.top_values(20))})
            counts.most_common(20)
        return found.get_matches_estimated()


class Tantivy(Engine):
    """Whitespace tokens with positions, fast fields, its aggregations."""
    name = "Tantivy"

    def __init__(self, folder: pathlib.Path, asked: dict) -> None:
        super().__init__(folder, asked)
        try:
            import tantivy
        except ImportError as error:
            raise NotHere("the wheel tantivy is not installed (pip install tantivy)") from error
        self.tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("key", stored=True, tokenizer_name="raw")
        builder.add_text_field("tokens", stored=False, tokenizer_name="whitespace", index_option="position")
        builder.add_integer_field("day", stored=False, indexed=True, fast=True)
        for name in (*FACETS, "class"):
            builder.add_text_field(name, stored=False, fast=name != "class", tokenizer_name="raw", index_option="basic")
        self.schema, self.searcher = builder.build(), None

    def build(self, records: pathlib.Path) -> None:
        index = self.tantivy.Index(self.schema, path=str(self.folder))
        writer = index.writer(heap_size=256 << 20, num_threads=1)
        for record in read(records):
            fields = {name: record[name] for name in ("key", "tokens", *FACETS, "class")}
            document = self.tantivy.Document(**fields)
            document.add_integer("day", int(record["date"].replace("-", "")))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def ask(self, work: str, word: str) -> int:
        kinds = self.tantivy
        if self.searcher is None:
            self.searcher = kinds.Index.open(str(self.folder)).searcher()
        query, tokens = kinds.Query.all_query(), pairs(word)
        if word:
            query = kinds.Query.term_query(self.schema, "tokens", tokens[0]) if len(tokens) == 1 else kinds.Query.phrase_query(self.schema, "tokens", tokens)
        if work == "filtered":
            first, last = (int(self.asked[name].replace("-", "")) for name in ("first", "last"))
            dates = kinds.Query.range_query(self.schema, "day", kinds.FieldType.Integer, first, last)
            classes = kinds.Query.term_query(self.schema, "class", self.asked["subclass"])
            query = kinds.Query.boolean_query([(kinds.Occur.Must, each) for each in (query, dates, classes)])
        if work == "relevant":
            found = self.searcher.search(query, limit=20, count=True)
        else:
            found = self.searcher.search(query, limit=20, count=True, order_by_field="day")
        for _, address in found.hits:
            self.searcher.doc(address)
        if work == "facets":
            self.searcher.aggregate(query, {name: {"terms": {"field": name, "size": 20}} for name in FACETS})
        return found.count


class Groonga(Engine):
    """Bigrams, columns of references, its drilldowns; asked through a pipe."""
    name = "Groonga"
    COLUMNS = {"year": ("Year", ""), "applicant": ("Applicant", "|COLUMN_VECTOR"), "group": ("Group", "|COLUMN_VECTOR"), "kind": ("Kind", ""),
               "province": ("Province", ""), "class": ("Class", "|COLUMN_VECTOR")}

    def __init__(self, folder: pathlib.Path, asked: dict) -> None:
        super().__init__(folder, asked)
        self.process = None

    def _start(self, *flags: str) -> None:
        try:
            self.process = subprocess.Popen(["groonga", *flags, str(self.folder / "db")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        except FileNotFoundError as error:
            raise NotHere("groonga-bin is not installed") from error

    def _call(self, command: str, **parameters: object) -> list:
        self.process.stdin.write(f"/d/{command}?{urllib.parse.urlencode(parameters)}\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if isinstance(answer, list) and answer[0][0] != 0:
            raise RuntimeError(answer)
        return answer

    def build(self, records: pathlib.Path) -> None:
        self._start("-n")
        self._call("table_create", name="Records", flags="TABLE_HASH_KEY", key_type="ShortText")
        self._call("column_create", table="Records", name="text", flags="COLUMN_SCALAR", type="LongText")
        self._call("column_create", table="Records", name="day", flags="COLUMN_SCALAR", type="Int32")
        for name, (table, vector) in self.COLUMNS.items():
            self._call("table_create", name=table, flags="TABLE_PAT_KEY", key_type="ShortText")
            self._call("column_create", table="Records", name=name, flags="COLUMN_SCALAR" if not vector else "COLUMN_VECTOR", type=table)
        self.process.stdin.write("load --table Records\n[\n")
        for number, record in enumerate(read(records)):
            row = {"_key": record["key"], "text": record["text"], "day": int(record["date"].replace("-", "")), **{name: record[name] for name in self.COLUMNS}}
            self.process.stdin.write((",\n" if number else "") + json.dumps(row, ensure_ascii=False))
        self.process.stdin.write("\n]\n")
        self.process.stdin.flush()
        self.process.stdout.readline()
        self._call("table_create", name="Terms", flags="TABLE_PAT_KEY", key_type="ShortText", default_tokenizer="TokenBigram", normalizer="NormalizerAuto")
        self._call("column_create", table="Terms", name="records", flags="COLUMN_INDEX|WITH_POSITION", type="Records", source="text")
        self._call("column_create", table="Class", name="records", flags="COLUMN_INDEX", type="Records", source="class")
        self._call("table_create", name="Days", flags="TABLE_PAT_KEY", key_type="Int32")
        self._call("column_create", table="Days", name="records", flags="COLUMN_INDEX", type="Records", source="day")
        self.close()

    def ask(self, work: str, word: str) -> int:
        if self.process is None:
            self._start()
        wanted: dict[str, object] = {"table": "Records", "output_columns": "_key", "limit": 20, "sort_keys": "-_score" if work == "relevant" else "-day", "cache": "no"}
        if word:
            wanted |= {"match_columns": "text", "query": f'"{word}"'}
        if work == "filtered":
            first, last = (self.asked[name].replace("-", "") for name in ("first", "last"))
            wanted["filter"] = f'between(day, {first}, "include", {last}, "include") && class @ "{self.asked["subclass"]}"'
        if work == "facets":
            for name in FACETS:
                wanted |= {f"drilldowns[{name}].keys": name, f"drilldowns[{name}].limit": 20, f"drilldowns[{name}].sort_keys": "-_nsubrecs"}
        return self._call("select", **wanted)[1][0][0][0]

    def close(self) -> None:
        if self.process is not None:
            self.process.stdin.close()
            self.process.wait()
            self.process = None


class PgTrgm(Engine):
    """PostgreSQL with pg_trgm: LIKE over the whole text; it has no order by relevance."""
    name = "PostgreSQL pg_trgm"
    works = ("newest", "filtered", "facets")

    def __init__(self, folder: pathlib.Path, asked: dict) -> None:
        super().__init__(folder, asked)
        try:
            import psycopg2
        except ImportError as error:
            raise NotHere("python3-psycopg2 is not installed") from error
        address = os.environ.get("ZHIDIAN_TEST_POSTGRESQL")
        if not address:
            raise NotHere("ZHIDIAN_TEST_POSTGRESQL names no server")
        self.base, self.connection = "zhidian_bench_" + folder.parent.name.replace("-", "_"), None
        self.connect = lambda **more: psycopg2.connect(address, **more)

    def build(self, records: pathlib.Path) -> None:
        root = self.connect()
        root.autocommit = True
        with root.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {self.base}")
            cursor.execute(f"CREATE DATABASE {self.base} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C.UTF-8' ENCODING 'UTF8'")
        root.close()
        connection = self.connect(dbname=self.base)
        with connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION pg_trgm; CREATE TABLE records (key text, text text, date date, year text, applicant text[], grp text[], class text[], kind text, province text)")
            rows = []
            for record in read(records):
                date = record["date"] if record["date"] > "0001" else None
                rows.append((record["key"], record["text"], date, record["year"], record["applicant"], record["group"], record["class"], record["kind"], record["province"]))
                if len(rows) == 500:
                    self._insert(cursor, rows)
            self._insert(cursor, rows)
            cursor.execute("CREATE INDEX ON records USING gin (text gin_trgm_ops); CREATE INDEX ON records USING gin (class); CREATE INDEX ON records (date)")
        connection.commit()
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE records")
        connection.close()

    @staticmethod
    def _insert(cursor, rows: list) -> None:
        if rows:
            from psycopg2.extras import execute_values
            execute_values(cursor, "INSERT INTO records VALUES %s", rows, page_size=500)
            rows.clear()

    def ask(self, work: str, word: str) -> int:
        if self.connection is None:
            self.connection = self.connect(dbname=self.base)
            self.connection.autocommit = True
        where, given = ("text LIKE %s", [f"%{word}%"]) if word else ("true", [])
        if work == "filtered":
            where, given = where + " AND date BETWEEN %s AND %s AND class @> ARRAY[%s]", [*given, self.asked["first"], self.asked["last"], self.asked["subclass"]]
        with self.connection.cursor() as cursor:
            if work != "facets":
                cursor.execute(f"SELECT key, count(*) OVER () FROM records WHERE {where} ORDER BY date DESC NULLS LAST LIMIT 20", given)
                rows = cursor.fetchall()
                return rows[0][1] if rows else 0
            cursor.execute(f"CREATE TEMP TABLE hits ON COMMIT PRESERVE ROWS AS SELECT key, date, year, applicant, grp, kind, province FROM records WHERE {where}", given)
            for value in ("year", "kind", "province", "unnest(applicant)", "unnest(grp)"):
                cursor.execute(f"SELECT {value} AS value, count(*) FROM hits GROUP BY 1 ORDER BY 2 DESC LIMIT 20")
                cursor.fetchall()
            cursor.execute("SELECT key FROM hits ORDER BY date DESC NULLS LAST LIMIT 20")
            cursor.fetchall()
            cursor.execute("SELECT count(*) FROM hits")
            count = cursor.fetchone()[0]
            cursor.execute("DROP TABLE hits")
            return count

    def size(self) -> int:
        with self.connect(dbname=self.base) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0]


class OpenSearch(Engine):
    """One shard, the same tokens, terms aggregations; over HTTP on one kept connection."""
    name = "OpenSearch"

    def __init__(self, folder: pathlib.Path, asked: dict) -> None:
        super().__init__(folder, asked)
        import requests
        folder.chmod(0o755)
        self.server, self.session = Server(folder), requests.Session()

    def _call(self, method: str, path: str, body: object, kind: str = "application/json") -> dict:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = self.session.request(method, self.server.url + path, data=data, headers={"Content-Type": kind}, timeout=300)
        answer.raise_for_status()
        return answer.json()

    def build(self, records: pathlib.Path) -> None:
        keywords = {name: {"type": "keyword"} for name in ("date", *FACETS, "class")}
        mappings = {"_source": {"enabled": False}, "properties": {"tokens": {"type": "text", "analyzer": "whitespace"}, **keywords}}
        self.session.delete(self.server.url + "/records", timeout=60)
        self._call("PUT", "/records", {"settings": {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "-1"}, "mappings": mappings})
        lines: list[str] = []
        for record in read(records):
            lines.append(json.dumps({"index": {"_id": record["key"]}}))
            lines.append(json.dumps({name: record[name] for name in ("tokens", "date", *FACETS, "class")}, ensure_ascii=False))
            if len(lines) == 2000:
                self._send(lines)
        self._send(lines)
        self._call("POST", "/records/_flush", {})
        self._call("POST", "/records/_refresh", {})

    def _send(self, lines: list[str]) -> None:
        if lines and self._call("POST", "/records/_bulk?filter_path=errors", ("\n".join(lines) + "\n").encode(), "application/x-ndjson")["errors"]:
            raise RuntimeError("a record was refused")
        lines.clear()

    def ask(self, work: str, word: str) -> int:
        query: dict = {"match_phrase": {"tokens": " ".join(pairs(word))}} if word else {"match_all": {}}
        if work == "filtered":
            query = {"bool": {"filter": [query, {"range": {"date": {"gte": self.asked["first"], "lte": self.asked["last"]}}}, {"term": {"class": self.asked["subclass"]}}]}}
        body = {"query": query if work == "relevant" else {"bool": {"filter": query}}, "size": 20, "track_total_hits": True, "_source": False}
        if work != "relevant":
            body["sort"] = [{"date": "desc"}]
        if work == "facets":
            body["aggs"] = {name: {"terms": {"field": name, "size": 20}} for name in FACETS}
        return self._call("POST", "/records/_search", body)["hits"]["total"]["value"]

    def size(self) -> int:
        return self.server.size()

    def close(self) -> None:
        self.server.close()


ENGINES = {"xapian": Xapian, "tantivy": Tantivy, "groonga": Groonga, "pg_trgm": PgTrgm, "opensearch": OpenSearch}

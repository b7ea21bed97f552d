#include "capabilities/ip_search/ip_search_http.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "capabilities/ip_records/ip_records_store.hpp"
#include "capabilities/ip_search/export_pieces.hpp"
#include "capabilities/ip_search/ip_search_values.hpp"
#include "capabilities/ip_search/near_marks.hpp"
#include "capabilities/ip_search/notations.hpp"
#include "query/cql.hpp"
#include "query/print.hpp"

namespace zhidian::ip_search {
namespace {

using base::ErrorCode;
using base::Value;
using http::Response;
using query::Collection;

constexpr std::size_t most_hits = 100;

base::Result<const Collection*> find_collection(const IndexKeeper& keeper, const http::Call& call) {
  const auto found = keeper.collections().find(call.path_at("collection"));
  if (found == keeper.collections().end()) return base::refuse(ErrorCode::not_found, "ip_search.unknown_collection");
  return &found->second;
}

/// A number of the address between `least` and `most`. Errors: ip_search.bad_number.
base::Result<std::size_t> read_number(const http::Call& call, std::string_view name, std::size_t otherwise, std::size_t least, std::size_t most) {
  const std::string text = call.query_at(name);
  if (text.empty()) return otherwise;
  std::size_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size() || number < least || number > most)
    return base::refuse(ErrorCode::malformed, "ip_search.bad_number",
                        {{"name", std::string(name)}, {"least", std::to_string(least)}, {"most", std::to_string(most)}});
  return number;
}

/// 0,2,5. Errors: ip_search.bad_off.
base::Result<std::set<std::size_t>> read_off(const std::string& text) {
  std::set<std::size_t> off;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    std::size_t index = 0;
    const auto [next, failure] = std::from_chars(at, end, index);
    if (failure != std::errc() || index > most_hits || (next < end && *next != ',')) return base::refuse(ErrorCode::malformed, "ip_search.bad_off");
    off.insert(index);
    at = next < end ? next + 1 : next;
  }
  return off;
}

base::Result<Slice> read_slice(const http::Call& call, std::size_t most) {
  Slice slice{call.query_at("sort"), 0, most};
  if (slice.sort.empty()) slice.sort = "relevance";
  if (slice.sort != "relevance" && slice.sort != "newest" && slice.sort != "oldest") return base::refuse(ErrorCode::malformed, "ip_search.bad_sort");
  const auto from = read_number(call, "from", 0, 0, reach - 1);
  if (!from) return base::refuse(from.error());
  slice.from = *from;
  slice.most = std::min(most, reach - *from);
  return slice;
}

base::Result<Asked> read_asked(const http::Call& call, const Collection& collection) {
  const std::string notation = call.query_at("notation");
  if (!notation.empty() && notation != "field" && notation != "cql") return base::refuse(ErrorCode::malformed, "ip_search.bad_notation");
  auto off = read_off(call.query_at("off"));
  if (!off) return base::refuse(off.error());
  auto choices = read_choices(collection, call.query_at("choices"));
  if (!choices) return base::refuse(choices.error());
  return Asked{call.query_at("q"), notation == "cql", std::move(*off), std::move(*choices), read_as_written(call.query_at("as_written"))};
}

/// A refusal that names a place of the query: the problem body with `place`: begin and end in characters, the text there, what may have been meant,
/// and the whole query with it.
Response refuse_place(const base::Error& error, const std::string& asked, http::Language language) {
  const auto number_at = [&](const char* name) { return std::min<std::size_t>(std::stoul(error.params.at(name)), asked.size()); };
  const std::size_t begin = number_at("begin"), end = std::max(begin, number_at("end"));
  const std::string_view text = asked;
  Value place(Value::Map{{"begin", base::count_characters(text.substr(0, begin))},
                         {"end", base::count_characters(text.substr(0, end))},
                         {"text", text.substr(begin, end - begin)}});
  if (const auto suggestion = error.params.find("suggestion"); suggestion != error.params.end()) {
    place.set("suggestion", suggestion->second);
    place.set("corrected", fmt::format("{}{}{}", text.substr(0, begin), suggestion->second, text.substr(end)));
  }
  Value body = http::problem_body(error, language);
  body.set("place", std::move(place));
  return {http::status_of(error.code), base::print_json(body), "application/problem+json", {}, {}, {}};
}

bool has_place(const base::Error& error) { return error.params.contains("begin") && error.params.contains("end"); }

Value::List remarks_value(const std::vector<query::Remark>& remarks, http::Language language) {
  Value::List list;
  for (const query::Remark& remark : remarks) list.emplace_back(http::sentence(language, remark.id, remark.params));
  return list;
}

/// The records of the hits; one that was taken out since the index was read is left out.
std::vector<ip_records::StoredRecord> read_records(storage::Connection& connection, const Collection& collection,
                                                   const std::vector<search::Hit>& hits) {
  std::vector<ip_records::StoredRecord> records;
  for (const search::Hit& hit : hits) {
    if (auto record = ip_records::find_record(connection, collection.id, hit.key)) records.push_back(std::move(*record));
  }
  return records;
}

/// The answer; damage that is met is told to the keeper. Errors: ip_search.preparing, those of Index::find.
template <class Find>
std::invoke_result_t<Find, const search::Index&> search_with(IndexKeeper& keeper, const Collection& collection, const Find& find) {
  const auto index = keeper.find(collection.id);
  if (!index) return base::refuse(index.error());
  auto answer = find(**index);
  if (answer || answer.error().id != "search.index_damaged") return answer;
  keeper.report_damage(collection.id, index->get());
  return base::refuse(ErrorCode::unavailable, "ip_search.preparing");
}

Value answer_value(storage::Connection& connection, const classifications::Tables& tables, const Collection& collection,
                   const query::Synonyms& synonyms, const Question& question, const Answer& answer, const Slice& slice, http::Language language) {
  const query::Query whole = question.whole(collection);
  ClassTitles titles(connection, tables);
  Value::List hits, facets;
  for (const auto& record : read_records(connection, collection, answer.hits)) hits.push_back(to_value(collection, whole, record));
  for (const CountedFacet& facet : answer.facets) {
    if (!facet.values.empty()) facets.push_back(to_value(collection, facet, titles));
  }
  return Value::Map{{"count", static_cast<std::int64_t>(answer.count)},
                    {"from", slice.from},
                    {"limit", slice.most},
                    {"reach", reach},
                    {"data_version", static_cast<std::int64_t>(answer.data_version)},
                    {"hits", std::move(hits)},
                    {"facets", std::move(facets)},
                    {"conditions", conditions_value(collection, question, answer)},
                    {"remarks", remarks_value(question.remarks, language)},
                    {"synonyms", synonyms_value(synonyms, question)},
                    {"spellings", spellings_value(question)},
                    {"query", query::print(collection, whole, query::Language::zh)},
                    {"query_en", query::print(collection, whole, query::Language::en)},
                    {"cql", query::print_cql(whole)}};
}

/// Calls `answer` with the collection, the question and the slice a call asks for; a query that cannot be read is refused with its place.
template <class MakeAnswer>
base::Result<Response> with_question(const IndexKeeper& keeper, const query::Synonyms& synonyms, const http::Call& call, std::int64_t most,
                                     const MakeAnswer& answer) {
  const auto collection = find_collection(keeper, call);
  if (!collection) return base::refuse(collection.error());
  const auto slice = read_slice(call, most);
  if (!slice) return base::refuse(slice.error());
  auto asked = read_asked(call, **collection);
  if (!asked) return base::refuse(asked.error());
  const auto question = read_question(**collection, synonyms, std::move(*asked));
  if (!question && has_place(question.error())) return refuse_place(question.error(), call.query_at("q"), call.language);
  if (!question) return base::refuse(question.error());
  return answer(**collection, *question, *slice);
}

struct Format {
  std::string_view name;
  const char* type;
  const LineFormat* lines;  ///< null: a workbook
};
constexpr Format formats[] = {{"csv", "text/csv; charset=utf-8", &csv_lines},
                              {"xlsx", http::workbook_type, nullptr},
                              {"jsonl", "application/x-ndjson; charset=utf-8", &json_lines}};

}  // namespace

base::Result<Response> Handlers::list_ip_collections(http::Call& call) {
  const auto sources = ip_records::list_known_sources(call.db());
  const auto import = ip_records::find_next_import(call.db());
  Value::List items;
  for (const std::string_view id : shown_order) {
    const auto found = keeper_.collections().find(id);
    if (found == keeper_.collections().end()) continue;
    const auto index = keeper_.find(id);
    Value item = to_value(found->second, index ? index->get() : nullptr, sources);
    const bool is_arriving = import && import->collection == found->first;
    item.set("arriving", is_arriving ? Value(Value::Map{{"source", import->source_name}, {"permille", import->permille}}) : Value());
    items.push_back(std::move(item));
  }
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<Response> Handlers::search_ip_records(http::Call& call) {
  const auto limit = read_number(call, "limit", 20, 1, most_hits);
  if (!limit) return base::refuse(limit.error());
  return with_question(
      keeper_, synonyms_, call, *limit, [&](const Collection& collection, const Question& question, const Slice& slice) -> base::Result<Response> {
        const auto answer =
            search_with(keeper_, collection, [&](const search::Index& index) { return find_answer(index, collection, question, slice); });
        if (!answer) return base::refuse(answer.error());
        return http::ok(answer_value(call.db(), tables_, collection, synonyms_, question, *answer, slice, call.language));
      });
}

base::Result<Response> Handlers::read_ip_query(http::Call& call) {
  const auto collection = find_collection(keeper_, call);
  if (!collection) return base::refuse(collection.error());
  const auto written = read_body(**collection, call.body);
  if (!written) return base::refuse(written.error());
  const auto parsed = read_written(**collection, *written, call.language);
  if (!parsed && has_place(parsed.error())) return refuse_place(parsed.error(), written->text, call.language);
  if (!parsed) return base::refuse(parsed.error());
  Value value = notations_value(**collection, parsed->query);
  value.set("remarks", remarks_value(parsed->remarks, call.language));
  return http::ok(std::move(value));
}

base::Result<Response> Handlers::find_near_marks(http::Call& call) {
  const auto limit = read_number(call, "limit", 20, 1, most_hits);
  if (!limit) return base::refuse(limit.error());
  const query::Synonyms none;  // the page shows none that could be taken off
  return with_question(
      keeper_, none, call, *limit, [&](const Collection& collection, const Question& question, const Slice& page) -> base::Result<Response> {
        if (collection.id != marks_.collection().id) return base::refuse(ErrorCode::not_found, "ip_search.no_marks");
        const auto asked = read_near(call.query_at("mark"), call.query_at("kinds"));
        if (!asked) return base::refuse(asked.error());
        const auto near = marks_.find(asked->letters, asked->kinds, reach);
        if (!near) return base::refuse(near.error());
        const auto keys = keys_of(*near);
        auto answer = search_with(keeper_, collection, [&](const search::Index& index) {
          return find_answer(index, collection, question, {"relevance", 0, reach, &keys});
        });
        if (!answer) return base::refuse(answer.error());
        const auto ranked = rank(*near, answer->hits);
        answer->hits.clear();
        Value value = answer_value(call.db(), tables_, collection, none, question, *answer, page, call.language);
        ClassTitles titles(call.db(), tables_);
        value.set("hits", near_values(call.db(), {marks_, question.whole(collection), *asked, titles, call.language}, ranked, page.from, page.most));
        value.set("mark", asked->mark);
        value.set("is_cut", near->is_cut);
        return http::ok(std::move(value));
      });
}

base::Result<Response> Handlers::get_ip_record(http::Call& call) {
  const auto collection = find_collection(keeper_, call);
  if (!collection) return base::refuse(collection.error());
  const auto record = ip_records::find_record(call.db(), (*collection)->id, call.query_at("key"));
  if (!record) return base::refuse(ErrorCode::not_found, "ip_search.unknown_record");
  ClassTitles titles(call.db(), tables_);
  return http::ok(record_value(**collection, *record, titles));
}

base::Result<Response> Handlers::get_ip_related(http::Call& call) {
  const auto found = find_collection(keeper_, call);
  if (!found) return base::refuse(found.error());
  const Collection& collection = **found;
  const ReadRecord read = [&](const std::string& key) -> std::optional<query::Document> {
    auto record = ip_records::find_record(call.db(), collection.id, key);
    return record ? std::optional(std::move(record->document)) : std::nullopt;
  };
  const auto record = read(call.query_at("key"));
  if (!record) return base::refuse(ErrorCode::not_found, "ip_search.unknown_record");
  const auto related = search_with(keeper_, collection, [&](const search::Index& index) { return find_related(index, collection, *record, read); });
  if (!related) return base::refuse(related.error());
  return http::ok(related_value(collection, *related));
}

base::Result<Response> Handlers::count_ip_values(http::Call& call) {
  const std::string id = call.query_at("field");
  return with_question(
      keeper_, synonyms_, call, 1, [&](const Collection& collection, const Question& question, const Slice&) -> base::Result<Response> {
        const query::Field* field = collection.find(id);
        if (!field || !field->is_counted) return base::refuse(ErrorCode::invalid, "search.unknown_field", {{"field", id}});
        const auto answer =
            search_with(keeper_, collection, [&](const search::Index& index) { return find_values(index, collection, question, id); });
        if (!answer) return base::refuse(answer.error());
        ClassTitles titles(call.db(), tables_);
        return http::ok(values_value(collection, answer->facets.front(), answer->data_version, titles));
      });
}

base::Result<Response> Handlers::export_ip_records(http::Call& call) {
  const auto* const format = std::ranges::find(formats, call.query_at("format"), &Format::name);
  if (format == std::end(formats)) return base::refuse(ErrorCode::malformed, "ip_search.bad_format");
  auto place = export_places_.take();
  if (!place) return base::refuse(ErrorCode::unavailable, "ip_search.exports_busy", {{"seconds", "20"}});
  return with_question(
      keeper_, synonyms_, call, 1, [&](const Collection& collection, const Question& question, const Slice& slice) -> base::Result<Response> {
        auto listed =
            search_with(keeper_, collection, [&](const search::Index& index) { return list_keys(index, collection, question, slice.sort); });
        if (!listed) return base::refuse(listed.error());
        const std::size_t count = listed->keys.size();
        if (!format->lines) listed->keys.resize(std::min(count, workbook_limit));
        ExportHead head{question.whole(collection),
                        slice.sort,
                        call.system_now,
                        listed->data_version,
                        count,
                        listed->keys.size(),
                        ip_records::list_known_sources(call.db())};
        http::Body body;
        if (format->lines) {
          body = export_pieces(database_, collection, *format->lines, std::move(head), std::move(listed->keys), call.language, place);
        } else {
          body = print_xlsx(collection, head, read_exported(call.db(), collection, listed->keys), call.language);
        }
        const std::string name = fmt::format("{}-{}.{}", collection.id, base::print_date(base::civil_date(call.system_now)), format->name);
        return http::download(std::move(body), format->type, name);
      });
}

}  // namespace zhidian::ip_search

#include "capabilities/ip_search/ip_search_values.hpp"

#include "capabilities/classifications/classifications_values.hpp"
#include "capabilities/ip_records/legal_events.hpp"
#include "capabilities/ip_search/pieces.hpp"
#include "query/fold.hpp"
#include "query/print.hpp"

namespace zhidian::ip_search {
namespace {

using base::Value;
using query::Field;
using query::FieldType;

Value text_value(const std::pair<std::string, std::string>& text) { return Value::Map{{"zh", text.first}, {"en", text.second}}; }
Value label_value(const Field& field) { return text_value({field.zh, field.en}); }

std::string_view name_of(FieldType type) {
  switch (type) {
    case FieldType::text: return "text";
    case FieldType::name: return "name";
    case FieldType::number: return "number";
    case FieldType::classes: return "classes";
    case FieldType::date: return "date";
    case FieldType::code: break;
  }
  return "code";
}

Value::List labels_value(const Field& field) {
  Value::List values;
  for (const auto& [value, label] : field.values) values.push_back(Value::Map{{"value", value}, {"label", text_value(label)}});
  return values;
}

Value field_value(const Field& field) {
  return Value::Map{{"id", field.id},
                    {"label", label_value(field)},
                    {"type", name_of(field.type)},
                    {"names", Value::List(field.names.begin(), field.names.end())},
                    {"is_counted", field.is_counted},
                    {"values", labels_value(field)}};
}

Value source_value(const std::string& name, const std::string& licence, std::optional<base::Date> data_date) {
  return Value::Map{{"name", name}, {"licence", licence}, {"data_date", base::date_value(data_date)}};
}

Value pieces_value(const Pieces& pieces) {
  Value::List list;
  for (const Piece& piece : pieces) list.push_back(Value::Map{{"text", piece.text}, {"is_marked", piece.is_marked}});
  return list;
}

const std::vector<std::string>& values_of(const query::Document& document, std::string_view field) {
  static const std::vector<std::string> none;
  const auto found = document.values.find(field);
  return found == document.values.end() ? none : found->second;
}

/// What finds the records that share a value; empty where that is asked of no one.
std::string query_for(const query::Collection& collection, const Field& field, const std::string& value) {
  if (!field.is_counted || field.type == FieldType::date) return {};
  const auto asked = ask_for_value(field, value);
  return asked ? query::print(collection, *asked, query::Language::zh) : std::string();
}

Value shown_field(const query::Collection& collection, const Field& field, const std::vector<std::string>& texts, ClassTitles& titles) {
  Value::List values;
  for (const std::string& text : texts) {
    Value value(Value::Map{{"value", text}, {"label", text_value(label_of(field, text))}});
    if (field.type == FieldType::classes) {
      if (auto resolved = titles.resolve(field, text)) value.set("class", std::move(*resolved));
    }
    if (const std::string asked = query_for(collection, field, text); !asked.empty()) value.set("query", asked);
    values.push_back(std::move(value));
  }
  return Value::Map{{"id", field.id}, {"label", label_value(field)}, {"type", name_of(field.type)}, {"values", std::move(values)}};
}

/// The legal events of a record, the newest first, and the sources that added some to its own.
Value events_value(const ip_records::StoredRecord& record) {
  Value::List events, sources;
  const auto& texts = values_of(record.document, ip_records::events_field);
  for (auto text = texts.rbegin(); text != texts.rend(); ++text) {
    const auto event = ip_records::read_event(*text);
    if (event) events.push_back(Value::Map{{"day", event->day}, {"code", event->code}, {"words", event->words}, {"note", event->note}});
  }
  for (const auto& [name, licence, data_date] : record.event_sources) sources.push_back(source_value(name, licence, data_date));
  return Value::Map{{"events", std::move(events)}, {"sources", std::move(sources)}};
}

/// Where the office itself answers. What stands here is no evidence; the office's register is.
Value official_of(const query::Collection& collection) {
  if (collection.id == "patents")
    return Value::Map{{"label", text_value({"中国专利公布公告", "China patent publications"})}, {"url", "http://epub.cnipa.gov.cn/"}};
  if (collection.id == "trademarks")
    return Value::Map{{"label", text_value({"中国商标网", "China Trade Mark Office"})}, {"url", "https://sbj.cnipa.gov.cn/"}};
  return Value::Map{{"label", text_value({"国家知识产权局", "China National Intellectual Property Administration"})},
                    {"url", "https://www.cnipa.gov.cn/"}};
}

}  // namespace

std::pair<std::string, std::string> label_of(const Field& field, const std::string& value) {
  const auto label = field.values.find(value);
  return label == field.values.end() ? std::pair(value, value) : label->second;
}

std::string first_value(const query::Document& document, std::string_view field) {
  const auto& values = values_of(document, field);
  return values.empty() ? "" : values.front();
}

Value to_value(const query::Collection& collection, const search::Index* index, const std::vector<ip_records::Source>& sources) {
  Value::List fields, from;
  for (const Field& field : collection.fields) fields.push_back(field_value(field));
  for (const ip_records::Source& source : sources) {
    if (source.collection == collection.id) from.push_back(source_value(source.name, source.licence, source.data_date));
  }
  return Value::Map{{"id", collection.id},
                    {"label", text_value({collection.zh, collection.en})},
                    {"is_ready", index != nullptr},
                    {"records", static_cast<std::int64_t>(index ? index->size() : 0)},
                    {"data_version", static_cast<std::int64_t>(index ? index->feed() : 0)},
                    {"workbook_limit", workbook_limit},
                    {"fields", std::move(fields)},
                    {"sources", std::move(from)}};
}

Value to_value(const query::Collection& collection, const query::Query& query, const ip_records::StoredRecord& record) {
  const query::Document& document = record.document;
  const Field &title = title_field(collection), &holder = holder_field(collection), &date = date_field(collection);
  const std::string name = first_value(document, title.id), day = first_value(document, date.id),
                    number = first_value(document, number_field(collection).id);
  Value::List holders, codes;
  for (const std::string& each : values_of(document, holder.id)) holders.push_back(pieces_value(mark(collection, query, holder.id, each)));
  for (const char* id : {"kind", "protection", "status"}) {
    const Field* field = collection.find(id);
    if (!field) continue;
    for (const std::string& each : values_of(document, id)) codes.push_back(text_value(label_of(*field, each)));
  }
  const Snippet snippet = find_snippet(collection, query, document);
  Value value(Value::Map{{"key", document.key},
                         {"title", pieces_value(mark(collection, query, title.id, name.empty() ? document.key : name))},
                         {"holders", std::move(holders)},
                         {"number", number.empty() ? document.key : number},
                         {"date", day.empty() ? Value() : Value(day)},
                         {"date_label", label_value(date)},
                         {"codes", std::move(codes)},
                         {"snippet", pieces_value(snippet.pieces)},
                         {"source", record.source_name}});
  if (snippet.field) value.set("snippet_label", label_value(*snippet.field));
  return value;
}

Value to_value(const query::Collection& collection, const CountedFacet& facet, ClassTitles& titles) {
  const Field& field = *collection.find(facet.field);
  Value::List values;
  for (const FacetValue& each : facet.values) {
    Value value(Value::Map{{"value", each.value},
                           {"label", text_value(label_of(field, each.value))},
                           {"count", static_cast<std::int64_t>(each.count)},
                           {"is_any", each.is_any},
                           {"is_none", each.is_none}});
    if (const auto title = titles.find(field, each.value)) value.set("title", classifications::to_value(*title));
    values.push_back(std::move(value));
  }
  return Value::Map{
      {"field", facet.field}, {"label", label_value(field)}, {"distinct", static_cast<std::int64_t>(facet.distinct)}, {"values", std::move(values)}};
}

Value::List synonyms_value(const query::Synonyms& synonyms, const Question& question) {
  Value::List list;
  for (const query::Expansion& each : question.synonyms) {
    const auto others = each.also.empty() ? synonyms.others(each.word) : each.also;
    list.push_back(Value::Map{{"word", each.word}, {"also", Value::List(others.begin(), others.end())}, {"is_off", each.also.empty()}});
  }
  return list;
}

Value::List spellings_value(const Question& question) {
  constexpr std::size_t most = 12;  // of what is told
  Value::List list;
  std::set<std::string> seen;
  const auto tell = [&](const std::string& text) {
    for (const query::Unit& unit : query::units(text)) {
      if (!unit.is_single || list.size() >= most || !seen.insert(unit.text).second) continue;
      const auto others = query::other_forms(unit.text);
      if (!others.empty()) list.push_back(Value::Map{{"character", unit.text}, {"also", Value::List(others.begin(), others.end())}});
    }
  };
  const auto visit = [&](const auto& self, const query::Query& query) -> void {
    if (query.kind != query::Kind::range && query.kind != query::Kind::under)
      for (const std::string& text : query.text) tell(text);
    for (const query::Query& part : query.parts) self(self, part);
  };
  for (const query::Query& condition : question.typed) visit(visit, condition);
  return list;
}

Value values_value(const query::Collection& collection, const CountedFacet& facet, std::uint64_t data_version, ClassTitles& titles) {
  Value value = to_value(collection, facet, titles);
  return Value::Map{{"field", facet.field},
                    {"distinct", static_cast<std::int64_t>(facet.distinct)},
                    {"values", value.at("values")},
                    {"labels", labels_value(*collection.find(facet.field))},
                    {"data_version", static_cast<std::int64_t>(data_version)}};
}

Value::List conditions_value(const query::Collection& collection, const Question& question, const Answer& answer) {
  Value::List list;
  for (std::size_t index = 0; index < question.conditions.size(); ++index) {
    const auto& count = answer.conditions[index];
    list.push_back(Value::Map{{"text", query::print(collection, question.typed[index], query::Language::zh)},
                              {"text_en", query::print(collection, question.typed[index], query::Language::en)},
                              {"count", count ? Value(static_cast<std::int64_t>(*count)) : Value()},
                              {"is_off", question.off.contains(index)}});
  }
  return list;
}

Value record_value(const query::Collection& collection, const ip_records::StoredRecord& record, ClassTitles& titles) {
  const query::Document& document = record.document;
  Value::List fields;
  for (const Field& field : collection.fields) {
    const auto& values = values_of(document, field.id);
    if (!values.empty() && field.id != ip_records::events_field) fields.push_back(shown_field(collection, field, values, titles));
  }
  const std::string name = first_value(document, title_field(collection).id);
  Value value(Value::Map{{"key", document.key},
                         {"collection", collection.id},
                         {"collection_label", text_value({collection.zh, collection.en})},
                         {"title", name.empty() ? document.key : name},
                         {"fields", std::move(fields)},
                         {"source", source_value(record.source_name, record.licence, record.data_date)},
                         {"imported_at", record.imported_at},
                         {"official", official_of(collection)}});
  if (collection.find(ip_records::events_field)) value.set("legal_events", events_value(record));
  return value;
}

namespace {

Value brief_value(const query::Collection& collection, const query::Document& document) {
  const std::string name = first_value(document, title_field(collection).id), number = first_value(document, number_field(collection).id),
                    day = first_value(document, date_field(collection).id);
  return Value::Map{{"key", document.key},
                    {"title", name.empty() ? document.key : name},
                    {"number", number.empty() ? document.key : number},
                    {"date", day.empty() ? Value() : Value(day)}};
}

}  // namespace

Value related_value(const query::Collection& collection, const Related& related) {
  Value::List family, similar;
  for (const FamilyMember& each : related.family) {
    Value value = brief_value(collection, each.document);
    value.set("reason", each.reason);
    value.set("shared_number", each.number);
    family.push_back(std::move(value));
  }
  for (const SimilarRecord& each : related.similar) {
    Value::List phrases;
    for (const SharedPhrase& phrase : each.phrases)
      phrases.push_back(Value::Map{{"text", phrase.text}, {"records", static_cast<std::int64_t>(phrase.records)}});
    Value value = brief_value(collection, each.document);
    value.set("phrases", std::move(phrases));
    value.set("classes", Value::List(each.classes.begin(), each.classes.end()));
    similar.push_back(std::move(value));
  }
  return Value::Map{
      {"family", std::move(family)}, {"similar", std::move(similar)}, {"data_version", static_cast<std::int64_t>(related.data_version)}};
}

}  // namespace zhidian::ip_search

#include "capabilities/ip_records/xml_offices.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"
#include "capabilities/ip_records/legal_events.hpp"

namespace zhidian::ip_records {
namespace {

using Texts = std::vector<std::string>;

void add(query::Document& document, const std::string& field, std::string value) {
  if (!base::is_blank(value)) document.values[field].push_back(std::move(value));
}

/// `G06F017/21`, `G06T   9/    00   A I`, `G09G 5/10 (2006.01)` → G06F17/21, G06T9/00, G09G5/10; what is built otherwise stays.
std::string class_of(const std::string& text) {
  std::string packed;
  for (const char each : text)
    if (!std::isspace(static_cast<unsigned char>(each))) packed += each;
  std::size_t at = std::min<std::size_t>(4, packed.size());
  std::string result = packed.substr(0, at);
  const auto number = [&](bool strips) {
    while (strips && at + 1 < packed.size() && packed[at] == '0' && std::isdigit(static_cast<unsigned char>(packed[at + 1]))) ++at;
    while (at < packed.size() && std::isdigit(static_cast<unsigned char>(packed[at]))) result += packed[at++];
  };
  number(true);
  if (at >= packed.size() || packed[at] != '/') return packed.size() <= 4 || at == packed.size() ? result : packed;
  result += packed[at++];
  number(false);
  return result;
}

/// A class told in parts: section, class, subclass, main group, subgroup.
std::string class_from_parts(const Element& element) {
  const std::string group = element.text_of("main-group");
  std::string text = element.text_of("section") + element.text_of("class") + element.text_of("subclass");
  if (!group.empty()) text += group + "/" + element.text_of("subgroup");
  return class_of(text);
}

/// The document an id names: country, number without leading zeros, kind.
std::string number_of(const Element& id) {
  std::string number = base::trim(id.text_of("doc-number"));
  if (number.empty()) number = base::trim(id.text_of("DocNumber"));
  const std::string country = base::trim(id.text_of("country") + id.text_of("WIPOST3Code"));
  const std::string kind = base::trim(id.text_of("kind") + id.text_of("Kind"));
  if (country == "US" && !kind.empty()) {
    std::erase(number, '/');
    number.erase(0, std::min(number.find_first_not_of('0'), number.size()));
  }
  return number.empty() ? "" : country + number + kind;
}

/// The id of a reference in the spelling the register prints, where it is told in several.
const Element* id_of(const Element* reference, std::string_view preferred) {
  if (!reference) return nullptr;
  for (const Element* id : reference->every("document-id")) {
    if (id->attribute("document-id-type") == preferred) return id;
  }
  return reference->first("document-id");
}

std::string name_of(const Element& party) {
  for (const std::string_view whole : {"orgname", "OrganizationName"}) {
    if (std::string name = party.text_of(whole); !base::is_blank(name)) return name;
  }
  const std::string given = base::trim(party.text_of("first-name") + party.text_of("given-name"));
  const std::string family = base::trim(party.text_of("last-name") + party.text_of("family-name"));
  if (!family.empty()) return given.empty() ? family : given + " " + family;
  for (const std::string_view whole : {"name", "Name"}) {
    if (std::string name = party.text_of(whole); !base::is_blank(name)) return name;
  }
  return "";
}

/// Adds the names of every element of the first of these that is there.
void add_parties(query::Document& document, const std::string& field, const Element& record, std::initializer_list<std::string_view> elements) {
  for (const std::string_view wanted : elements) {
    for (const Element* party : record.every(wanted)) {
      const std::string format = party->attribute("data-format");
      if (format == "original" || format == "docdba") continue;  // the same party in another spelling
      std::string name = name_of(*party);
      if (const std::size_t country = name.rfind('['); format == "epodoc" && country != std::string::npos) name.resize(country);
      std::ranges::replace(name, ';', ',');
      add(document, field, std::move(name));
    }
    if (document.values.contains(field)) return;
  }
}

/// The text of every such element, a blank between the pieces.
std::string joined(const Element& record, std::string_view wanted) {
  std::string text;
  for (const Element* each : record.every(wanted)) text += (text.empty() ? "" : " ") + base::trim(each->all_text());
  return text;
}

void add_st36_classes(query::Document& document, const Element& record) {
  for (const Element* each : record.every("classification-ipcr")) {
    const std::string text = each->text_of("text");
    add(document, "ipc", text.empty() ? class_from_parts(*each) : class_of(text));
  }
  for (const Element* each : record.every("classification-ipc")) {
    if (document.values.contains("ipc")) break;
    for (const std::string_view name : {"main-classification", "further-classification", "text", "ipc"})
      for (const Element* part : each->every(name)) add(document, "ipc", class_of(part->all_text()));
  }
  for (const Element* each : record.every("classification-cpc")) add(document, "cpc", class_from_parts(*each));
  for (const Element* each : record.every("patent-classification")) {
    const Element* scheme = each->first("classification-scheme");
    if (scheme && scheme->attribute("scheme").starts_with("CPC")) add(document, "cpc", class_from_parts(*each));
  }
  if (const Element* locarno = record.first("classification-locarno")) add(document, "locarno", locarno->text_of("main-classification"));
}

void add_st36_texts(query::Document& document, const Element& record) {
  std::string title;
  for (const std::string_view name : {"invention-title", "title-of-invention"}) {
    for (const Element* each : record.every(name)) {
      const std::string language = each->attribute("lang");
      if (title.empty() || language == "zh" || language == "cn") title = each->all_text();
    }
  }
  add(document, "title", title);
  for (const std::string_view name : {"abstract", "subdoc-abstract"}) {
    for (const Element* each : record.every(name)) {
      const Element* paragraph = each->first("paragraph");
      add(document, "abstract", paragraph ? paragraph->all_text() : each->all_text());
    }
  }
  for (const Element* each : record.every("claim")) add(document, "claims", each->all_text());
}

/// Grants and applications of the USPTO, bibliographic data of the EPO, cn-patent-document: all follow WIPO ST.36.
query::Document read_st36(const Element& record) {
  query::Document document;
  const Element* publication = record.first("publication-reference");
  if (!publication) publication = record.first("cn-publication-reference");
  const Element* application = record.first("application-reference");
  if (const Element* id = id_of(publication, "docdb")) {
    add(document, "publication_number", number_of(*id));
    add(document, "published_on", id->text_of("date"));
  }
  if (const Element* id = id_of(application, "original")) {
    const std::string country = id->text_of("country");
    const Element* other = id_of(application, "docdb");
    add(document, "application_number", country.empty() && other ? number_of(*other) : number_of(*id));
    add(document, "applied_on", id->text_of("date").empty() && other ? other->text_of("date") : id->text_of("date"));
  }
  add_st36_texts(document, record);
  add_st36_classes(document, record);
  add_parties(document, "applicant", record, {"assignee", "us-applicant", "cn-applicant", "applicant"});
  add_parties(document, "inventor", record, {"inventor", "cn-inventor", "us-inventor"});
  add_parties(document, "agency", record, {"cn-agency", "agency"});
  add_parties(document, "agent", record, {"agent", "cn-agent"});
  for (const Element* each : record.every("patcit"))
    if (const Element* id = id_of(each, "docdb")) add(document, "cites", number_of(*id));
  for (const Element* each : record.every("priority-claim")) {
    const Element* id = id_of(each, "original");
    add(document, "priority", number_of(id ? *id : *each));
  }
  return document;
}

/// Applications of the USPTO from 2001 to 2004.
query::Document read_early_application(const Element& record) {
  query::Document document;
  const std::string number = base::trim(record.text_of("doc-number"));
  if (!number.empty()) add(document, "publication_number", "US" + number + base::trim(record.text_of("kind-code")));
  add(document, "published_on", record.text_of("document-date"));
  if (const Element* filing = record.first("domestic-filing-data")) {
    add(document, "application_number", "US" + base::trim(filing->text_of("doc-number")));
    add(document, "applied_on", filing->text_of("filing-date"));
  }
  add_st36_texts(document, record);
  add_st36_classes(document, record);
  add_parties(document, "applicant", record, {"assignee"});
  for (const std::string_view name : {"first-named-inventor", "inventor"})
    for (const Element* each : record.every(name)) add(document, "inventor", name_of(*each));
  return document;
}

/// The reference in the spelling of the register, else the first; null where there is none.
const Element* original_of(const std::vector<const Element*>& references) {
  const Element* chosen = nullptr;
  for (const Element* each : references)
    if (!chosen || each->attribute("dataFormat") == "original") chosen = each;
  return chosen;
}

void add_cnipa_numbers(query::Document& document, const Element& record) {
  const std::string number = record.attribute("docNumber");
  const Element* publication = record.first("PublicationReference");
  if (!number.empty()) {
    add(document, "publication_number", record.attribute("country") + number + record.attribute("kind"));
  } else if (publication) {
    add(document, "publication_number", number_of(*publication));
  }
  const std::string published = record.attribute("datePublication");
  add(document, "published_on", published.empty() && publication ? publication->text_of("Date") : published);
  if (const Element* chosen = original_of(record.every("ApplicationReference"))) {
    add(document, "application_number", chosen->text_of("WIPOST3Code") + base::trim(chosen->text_of("DocNumber")));
    add(document, "applied_on", chosen->text_of("Date"));
  }
  const std::string kind = document.values.contains("publication_number") ? document.values["publication_number"].front() : "";
  if (kind.ends_with("B") || kind.ends_with("C") || kind.ends_with("U") || kind.ends_with("S")) add(document, "granted_on", published);
}

/// A line of CNIPA's legal status data (PRS). Source: its element names.
query::Document read_cnipa_event(const Element& record) {
  query::Document document;
  const Element* application = original_of(record.every("ApplicationReference"));
  if (application) add(document, "application_number", application->text_of("WIPOST3Code") + base::trim(application->text_of("DocNumber")));
  const Element* day = record.first("PRSPublicationDate");
  LegalEvent event{day ? base::trim(day->all_text()) : "", base::trim(record.text_of("PRSCode")), "", ""};
  const Element* information = record.first("PRSInformation");
  event.words = information ? base::trim(information->all_text()) : "";
  const bool is_sign = std::ranges::all_of(event.code, [](char each) { return static_cast<unsigned char>(each) < 0x80; });
  if (!is_sign) {  // the code is told in words: 授权
    event.note = event.words == event.code ? "" : event.words;
    event.words = std::exchange(event.code, "");
  }
  add(document, std::string(events_field), print_event(event));
  return document;
}

/// What stands beside an event of the EPO: `Effective DATE 20020423, OWNER …`.
std::string note_of(const Element& event) {
  std::string note;
  const Element* rest = event.first("L500EP");
  if (!rest) return note;
  for (const Element& each : rest->children) {
    if (each.name.empty()) continue;
    const std::string meaning = base::trim(each.attribute("descData"));
    note += (note.empty() ? "" : ", ") + base::trim(each.attribute("desc")) + " " + base::trim(each.all_text());
    if (!meaning.empty()) note += " (" + meaning + ")";
  }
  return note;
}

/// A member of a family with its legal events; without its own bibliographic data it is known by its numbers alone. Source: EPO OPS 3.2.
query::Document read_family_member(const Element& record) {
  const Element* exchange = record.first("exchange-document");
  query::Document document = read_st36(exchange ? *exchange : record);
  if (!exchange) std::erase_if(document.values, [](const auto& each) { return !each.first.ends_with("_number"); });
  for (const Element* each : record.every("legal")) {
    const LegalEvent event{base::trim(each->text_of("L007EP")), base::trim(each->attribute("code")), base::trim(each->attribute("desc")),
                           note_of(*each)};
    add(document, std::string(events_field), print_event(event));
  }
  return document;
}

/// CNIPA's publication data. Source: its element names (V2.2.1).
query::Document read_cnipa(const Element& record) {
  query::Document document;
  add_cnipa_numbers(document, record);
  for (const std::string_view name : {"InventionTitle", "DesignTitle"})
    if (!document.values.contains("title")) add(document, "title", record.text_of(name));
  for (const Element* each : record.every("ClassificationIPCR")) {
    const std::string text = each->text_of("Text");
    const std::string parts = each->text_of("Section") + each->text_of("MainClass") + each->text_of("Subclass") + each->text_of("MainGroup") + "/" +
                              each->text_of("Subgroup");
    add(document, "ipc", class_of(text.empty() ? parts : text));
  }
  if (const Element* locarno = record.first("ClassificationLocarno")) {
    const std::string main = locarno->text_of("MainClassification");
    add(document, "locarno", main.empty() ? locarno->all_text() : main);
  }
  add_parties(document, "applicant", record, {"Applicant", "Assignee"});
  add_parties(document, "inventor", record, {"Inventor", "Designer"});
  for (const Element* agent : record.every("Agent")) {
    if (const Element* agency = agent->first("Agency")) add(document, "agency", name_of(*agency));
    for (const Element& book : agent->children)
      if (book.name == "AddressBook") add(document, "agent", name_of(book));
  }
  const Element* applicant = record.first("Applicant");
  if (const Element* address = applicant ? applicant->first("Address") : nullptr) {
    const std::string text = address->text_of("Text");
    add(document, "address", text.empty() ? address->text_of("Province") + address->text_of("City") + address->text_of("County") : text);
  }
  for (const Element* each : record.every("Citation")) add(document, "cites", number_of(*each));
  for (const Element* each : record.every("PriorityClaim")) add(document, "priority", number_of(*each));
  if (const Element* abstract = record.first("Abstract")) add(document, "abstract", joined(*abstract, "Paragraphs"));
  for (const Element* each : record.every("Claim")) add(document, "claims", joined(*each, "ClaimText"));
  return document;
}

}  // namespace

bool is_record_element(std::string_view name) {
  constexpr std::array<std::string_view, 8> names = {
      "PatentDocumentAndRelated",       "cn-patent-document", "us-patent-grant", "us-patent-application",
      "patent-application-publication", "exchange-document",  "family-member",   "PRSRecord"};
  return std::ranges::find(names, name) != names.end();
}

bool is_passed_element(std::string_view name) {
  constexpr std::array<std::string_view, 8> names = {"description",
                                                     "Description",
                                                     "drawings",
                                                     "Drawings",
                                                     "subdoc-description",
                                                     "subdoc-drawings",
                                                     "us-sequence-list-doc",
                                                     "us-field-of-classification-search"};
  return std::ranges::find(names, name) != names.end();
}

query::Document read_record(const Element& record) {
  if (record.name == "PatentDocumentAndRelated") return read_cnipa(record);
  if (record.name == "PRSRecord") return read_cnipa_event(record);
  if (record.name == "family-member") return read_family_member(record);
  if (record.name == "patent-application-publication") return read_early_application(record);
  return read_st36(record);
}

}  // namespace zhidian::ip_records

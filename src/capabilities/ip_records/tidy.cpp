#include "capabilities/ip_records/tidy.hpp"

#include <algorithm>
#include <set>

#include "capabilities/ip_records/clean.hpp"
#include "capabilities/ip_records/legal_events.hpp"
#include "query/classes.hpp"
#include "query/fold.hpp"
#include "query/numbers.hpp"

namespace zhidian::ip_records {
namespace {

using base::ErrorCode;
using query::Field;
using query::FieldType;

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::size_t most_values = 500;  // of a field

class Tidying {
 public:
  explicit Tidying(const query::Collection& collection) : collection_(collection) {}

  void add(const std::string& field, const std::vector<std::string>& values) {
    const Field* known = collection_.find(field);
    if (!known) {
      if (field != address_field) remark("ip_records.unknown_field");
      return;
    }
    for (const std::string& value : values) add(*known, value);
  }

  void derive(const query::Document& read) {
    const auto address = read.values.find(address_field);
    if (address == read.values.end() || address->second.empty()) return;
    const Field* provinces = collection_.find("province");
    const Region region = find_region(address->second.front(), provinces);
    if (provinces && !region.province.empty() && !has("province")) keep(*provinces, region.province);
    const Field* city = collection_.find("city");
    if (city && !region.city.empty() && !has("city")) keep(*city, region.city);
  }

  /// The kind of a Chinese patent by its kind code, else by the fifth digit of its application number.
  /// Source: ZC 0007-2012, ZC 0006-2003.
  void derive_kind() {
    const Field* kind = collection_.find("kind");
    if (!kind || has("kind") || !kind->values.contains("utility_model")) return;
    const std::string publication = first("publication_number"), application = first("application_number");
    if (publication.starts_with("CN") && publication.size() > 2) {
      const char code = publication.back();
      if (code == 'A' || code == 'B' || code == 'C') return keep(*kind, "invention");
      if (code == 'U' || code == 'Y') return keep(*kind, "utility_model");
      if (code == 'S' || code == 'D') return keep(*kind, "design");
    }
    if (!application.starts_with("CN") || application.size() < 14) return;
    const char type = application[6];
    if (type == '1' || type == '8') keep(*kind, "invention");
    if (type == '2' || type == '9') keep(*kind, "utility_model");
    if (type == '3') keep(*kind, "design");
  }

  base::Result<Tidied> finish(std::string key) {
    for (const std::string_view field : {"publication_number", "registration_number", "application_number", "number"}) {
      if (key.empty()) key = first(field);
    }
    if (key.empty()) return base::refuse(ErrorCode::invalid, "ip_records.no_number");
    tidied_.document.key = std::move(key);
    const auto says_something = [&](const Field& each) {
      return each.type != FieldType::number && each.type != FieldType::date && each.id != "kind" && each.id != events_field && has(each.id);
    };
    if (has(events_field)) {
      auto& events = tidied_.document.values.find(events_field)->second;
      events = join_events(std::move(events), {});
      const auto is_code = [](const Field& each) { return each.type == FieldType::code; };
      tidied_.is_events_alone = std::ranges::none_of(collection_.fields, [&](const Field& each) { return says_something(each) && !is_code(each); });
    }
    if (tidied_.is_events_alone) {
      leave_events_alone();
    } else if (std::ranges::none_of(collection_.fields, says_something)) {
      return base::refuse(ErrorCode::invalid, "ip_records.no_content");
    }
    for (const auto& [field, values] : tidied_.document.values) {
      for (const std::string& value : values)
        if (value.find(replacement) != std::string::npos) return base::refuse(ErrorCode::invalid, "ip_records.broken_text", {{"field", field}});
    }
    return std::move(tidied_);
  }

 private:
  void add(const Field& field, const std::string& value) {
    if (field.id == events_field) return add_events(field, value);
    switch (field.type) {
      case FieldType::text: return keep(field, clean_text(value));
      case FieldType::name: return add_names(field, value);
      case FieldType::number: return add_numbers(field, value);
      case FieldType::classes:
        for (const std::string& each : split_values(value)) keep(field, query::canonical_class(each));
        return;
      case FieldType::date: return add_date(field, value);
      case FieldType::code: return add_code(field, value);
    }
  }

  void add_names(const Field& field, const std::string& value) {
    for (const std::string& each : split_values(value)) {
      if (!is_name(each)) continue;
      keep(field, field.id == "agency" ? clean_agency(each) : each);
    }
  }

  void add_numbers(const Field& field, const std::string& value) {
    for (const std::string& each : split_values(value)) {
      if (field.id == "priority" || field.id == "cites") {
        keep(field, each);
        continue;
      }
      if (collection_.id == "trademarks") {  // that of a trademark may look like that of a patent
        keep(field, query::read_number(each).canonical);
        continue;
      }
      CleanNumber number = clean_number(each);
      if (number.is_check_wrong) remark("ip_records.wrong_check_digit");
      keep(field, std::move(number.text));
    }
  }

  void add_events(const Field& field, const std::string& value) {
    for (const std::string& each : split_events(value)) {
      const auto event = read_event(each);
      if (!event) {
        remark("ip_records.bad_date");
      } else if (event->words.empty() && event->code.empty()) {
        remark("ip_records.empty_event");
      } else {
        keep(field, print_event(*event));
      }
    }
  }

  /// What a list of legal events says beside them is no record of the patent: of its status it says the state of one day.
  void leave_events_alone() {
    const std::size_t left = std::erase_if(tidied_.document.values, [&](const auto& each) {
      return each.first != events_field && each.first != "kind" && collection_.find(each.first)->type != FieldType::number;
    });
    tidied_.document.values.erase("kind");  // derived
    if (left > 0) remark("ip_records.left_beside_events");
  }

  void add_date(const Field& field, const std::string& value) {
    if (clean_text(value).empty()) return;
    const auto date = clean_date(value);
    if (!date) return remark("ip_records.bad_date");
    keep(field, *date);
  }

  void add_code(const Field& field, const std::string& value) {
    const std::string folded = query::fold(value);
    if (folded.empty()) return;
    if (field.values.empty()) return keep(field, clean_text(value));
    for (const auto& [code, label] : field.values) {
      if (folded == query::fold(code) || folded == query::fold(label.first) || folded == query::fold(label.second)) return keep(field, code);
    }
    if (field.id == "province") {
      if (const Region region = find_region(value, &field); !region.province.empty()) return keep(field, region.province);
    }
    remark("ip_records.bad_code");
  }

  void keep(const Field& field, std::string value) {
    auto& values = tidied_.document.values[field.id];
    if (!value.empty() && values.size() < most_values && std::ranges::find(values, value) == values.end()) values.push_back(std::move(value));
    if (values.empty()) tidied_.document.values.erase(field.id);
  }

  bool has(std::string_view field) const { return tidied_.document.values.contains(field); }
  std::string first(std::string_view field) const {
    const auto found = tidied_.document.values.find(field);
    return found == tidied_.document.values.end() ? "" : found->second.front();
  }
  void remark(const std::string& id) {
    if (std::ranges::find(tidied_.remarks, id) == tidied_.remarks.end()) tidied_.remarks.push_back(id);
  }

  const query::Collection& collection_;
  Tidied tidied_;
};

}  // namespace

base::Result<Tidied> tidy(const query::Collection& collection, const query::Document& read) {
  Tidying tidying(collection);
  for (const auto& [field, values] : read.values) tidying.add(field, values);
  tidying.derive(read);
  tidying.derive_kind();
  return tidying.finish(clean_text(read.key));
}

}  // namespace zhidian::ip_records

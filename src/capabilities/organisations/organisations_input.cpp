#include "capabilities/organisations/organisations_input.hpp"

#include <algorithm>
#include <array>

#include "base/social_credit_code.hpp"
#include "base/text.hpp"

namespace zhidian::organisations {
namespace {

using base::ErrorCode;
using base::ErrorDetail;
using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 9> kinds{"university",
                                                "research_institute",
                                                "intelligence_institution",
                                                "industry_organisation",
                                                "productivity_centre",
                                                "library",
                                                "museum",
                                                "market_service",
                                                "other"};
constexpr std::array<std::string_view, 2> employments{"full_time", "part_time"};
constexpr std::array<std::string_view, 3> skills{"patent", "trademark", "geographical_indication"};
constexpr std::array<std::string_view, 4> categories{"patent", "trademark", "geographical_indication", "other"};
constexpr std::array<std::string_view, 7> item_kinds{"consultation", "search", "training", "analysis", "sme_service", "database", "other"};
constexpr std::array<std::string_view, 2> channels{"online", "offline"};
constexpr std::array<std::string_view, 3> fees{"free", "low_cost", "market"};

constexpr std::size_t longest_name = 100;
constexpr std::size_t longest_line = 200;
constexpr std::size_t longest_address = 300;
constexpr std::size_t longest_text = 3000;
constexpr std::size_t most_words = 20;
constexpr std::int64_t largest_headcount = 1'000'000;

/// Reads a body and gathers what is wrong beside what BodyReader finds.
class Input {
 public:
  explicit Input(const base::Value& body) : reader_(body) {}

  std::string required(std::string_view name, std::size_t limit) { return base::trim(reader_.required_text(name, limit)); }
  std::string optional(std::string_view name, std::size_t limit) { return base::trim(reader_.optional_text(name, limit)); }
  std::string required_choice(std::string_view name, Words words) {
    std::string text = required(name, longest_name);
    if (!text.empty() && std::ranges::find(words, text) == words.end()) report(name, "organisations.unknown_choice");
    return text;
  }
  std::vector<std::string> choices(std::string_view name, Words words) {
    auto list = texts(name, longest_name);
    for (const auto& text : list)
      if (std::ranges::find(words, text) == words.end()) report(name, "organisations.unknown_choice");
    return list;
  }
  /// A list of different, non-empty texts.
  std::vector<std::string> texts(std::string_view name, std::size_t limit) {
    std::vector<std::string> list;
    for (const auto& value : reader_.optional_list(name)) {
      const std::string text = value.is_text() ? base::trim(value.as_text()) : std::string();
      if (text.empty() || base::count_characters(text) > limit || base::has_hidden_characters(text))
        report(name, "organisations.bad_list");
      else if (std::ranges::find(list, text) == list.end())
        list.push_back(text);
    }
    if (list.size() > most_words) report(name, "organisations.bad_list");
    return list;
  }
  http::BodyReader& reader() { return reader_; }
  void report(std::string_view field, std::string id) {
    ErrorDetail detail;
    detail.field = field;
    detail.id = std::move(id);
    details_.push_back(std::move(detail));
  }
  base::Result<void> finish() {
    auto outcome = reader_.finish();
    if (outcome && details_.empty()) return {};
    base::Error error = outcome ? base::Error{ErrorCode::invalid, "http.invalid_body", {}, {}, {}} : outcome.error();
    error.details.insert(error.details.end(), details_.begin(), details_.end());
    error.params["count"] = std::to_string(error.details.size());
    return base::refuse(std::move(error));
  }

 private:
  http::BodyReader reader_;
  std::vector<ErrorDetail> details_;
};

bool is_telephone(std::string_view text) {
  const auto digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
  return digits >= 3 && text.size() <= 40 && text.find_first_not_of("0123456789+-() ,;/") == std::string_view::npos;
}

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.find('@', at + 1) == std::string_view::npos && text.find('.', at) != std::string_view::npos &&
         text.back() != '.' && text.find_first_of(" \t<>\"'(),;") == std::string_view::npos;
}

void read_contact(Input& input, Organisation& organisation) {
  organisation.telephone = input.required("telephone", longest_name);
  organisation.email = input.optional("email", longest_line);
  organisation.website = input.optional("website", longest_line);
  organisation.website_name = input.optional("website_name", longest_name);
  organisation.wechat = input.optional("wechat", longest_name);
  if (!organisation.telephone.empty() && !is_telephone(organisation.telephone)) input.report("telephone", "organisations.bad_telephone");
  if (!organisation.email.empty() && !is_email(organisation.email)) input.report("email", "organisations.bad_email");
  if (!organisation.website.empty() && !base::is_web_address(organisation.website)) input.report("website", "organisations.bad_website");
}

/// Of a branch: name and code of the legal person, both or neither. A wrong check digit is no fault of the branch.
template <class Record>
void read_legal_person(Input& input, Record& record) {
  record.legal_person_name = input.optional("legal_person_name", longest_name);
  record.legal_person_code = base::fold_code(input.optional("legal_person_code", longest_name));
  const std::string& code = record.legal_person_code;
  if (record.legal_person_name.empty() != code.empty())
    return input.report(code.empty() ? "legal_person_code" : "legal_person_name", "organisations.legal_person_incomplete");
  if (!code.empty() && base::check_social_credit_code(code) == base::CodeCheck::malformed)
    input.report("legal_person_code", "organisations.code_malformed");
}

tl::unexpected<base::Error> refuse_code(std::string id, std::string_view code) {
  base::Error error{ErrorCode::invalid, id, {}, {}, {}};
  if (const char expected = base::social_credit_check_character(code.substr(0, std::min<std::size_t>(code.size(), 17))); expected != '\0')
    error.params["expected"] = std::string(1, expected);
  ErrorDetail detail;
  detail.field = "credit_code";
  detail.id = std::move(id);
  detail.params = error.params;
  error.details.push_back(std::move(detail));
  return base::refuse(std::move(error));
}

}  // namespace

base::Result<Organisation> read_organisation_input(const base::Value& body) {
  Input input(body);
  Organisation organisation;
  organisation.credit_code = base::fold_code(input.required("credit_code", longest_name));
  organisation.is_code_confirmed = input.reader().optional_bool("is_code_confirmed", false);
  organisation.name = input.required("name", longest_name);
  organisation.kind = input.required_choice("kind", kinds);
  organisation.nature = input.optional("nature", 50);
  organisation.registered_division = input.required("registered_division", 6);
  organisation.address = input.required("address", longest_address);
  organisation.principal_name = input.required("principal_name", 50);
  organisation.principal_post = input.optional("principal_post", 50);
  organisation.headcount = input.reader().optional_integer("headcount", 1, largest_headcount).value_or(0);
  organisation.department = input.optional("department", longest_line);
  organisation.service_recipients = input.optional("service_recipients", 1000);
  organisation.state = "active";
  read_contact(input, organisation);
  read_legal_person(input, organisation);
  if (auto good = input.finish(); !good) return base::refuse(good.error());
  const auto check = base::check_social_credit_code(organisation.credit_code);
  if (check == base::CodeCheck::malformed) return refuse_code("organisations.code_malformed", organisation.credit_code);
  if (check == base::CodeCheck::good)
    organisation.is_code_confirmed = false;
  else if (!organisation.is_code_confirmed)
    return refuse_code("organisations.code_unconfirmed", organisation.credit_code);
  if (organisation.legal_person_code == organisation.credit_code)
    return base::refuse(base::field_error("legal_person_code", "organisations.legal_person_is_itself"));
  return organisation;
}

bool is_identity_number(std::string_view number) {
  constexpr std::array<int, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  constexpr std::string_view check_characters = "10X98765432";
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (number.size() != 18) {
    return number.size() >= 5 && number.size() <= 20 && std::ranges::any_of(number, is_digit) &&
           std::ranges::all_of(number, [&](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); });
  }
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (!is_digit(number[i])) return false;
    sum += (number[i] - '0') * weights[i];
  }
  return number[17] == check_characters[static_cast<std::size_t>(sum % 11)];
}

base::Result<MemberInput> read_member_input(const base::Value& body) {
  Input input(body);
  MemberInput read;
  read.member.name = input.required("name", 50);
  read.member.employment = input.required_choice("employment", employments);
  read.member.is_principal = input.reader().optional_bool("is_principal", false);
  read.member.post = input.optional("post", longest_name);
  read.member.education = input.optional("education", longest_name);
  read.member.certificates = input.texts("certificates", longest_name);
  read.member.skills = input.choices("skills", skills);
  read.member.history = input.optional("history", longest_text);
  read.identity_number = base::fold_code(input.optional("identity_number", 40));
  if (!read.identity_number.empty() && !is_identity_number(read.identity_number))
    input.report("identity_number", "organisations.bad_identity_number");
  if (auto good = input.finish(); !good) return base::refuse(good.error());
  return read;
}

base::Result<ServiceItem> read_item_input(const base::Value& body) {
  Input input(body);
  ServiceItem item;
  item.name = input.required("name", longest_name);
  item.kind = input.required_choice("kind", item_kinds);
  item.ip_categories = input.choices("ip_categories", categories);
  item.channels = input.choices("channels", channels);
  item.fee = input.required_choice("fee", fees);
  item.price_note = input.optional("price_note", longest_line);
  item.description = input.optional("description", longest_text);
  if (item.ip_categories.empty()) input.report("ip_categories", "http.missing_field");
  if (auto good = input.finish(); !good) return base::refuse(good.error());
  return item;
}

base::Result<RegistryFacts> read_facts_input(const base::Value& body) {
  Input input(body);
  RegistryFacts facts;
  facts.reason = input.required("reason", longest_text);
  auto node_kinds = input.texts("node_kinds", 64);
  for (const auto& kind : node_kinds)
    if (kind.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos)
      input.report("node_kinds", "organisations.unknown_choice");
  if (!body.at("node_kinds").is_null()) facts.node_kinds = std::move(node_kinds);
  facts.has_ban = body.is_map() && body.as_map().contains("banned_until");
  facts.banned_until = input.reader().optional_date("banned_until");
  facts.has_legal_person = body.is_map() && body.as_map().contains("legal_person_code");
  read_legal_person(input, facts);
  if (auto good = input.finish(); !good) return base::refuse(good.error());
  return facts;
}

std::span<const std::string_view> list_kinds() { return kinds; }

}  // namespace zhidian::organisations

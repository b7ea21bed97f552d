#include <fmt/format.h>

#include <algorithm>

#include "audit/receipt.hpp"
#include "audit/receipt_parts.hpp"
#include "audit/tree.hpp"
#include "base/id.hpp"
#include "base/text.hpp"

namespace zhidian::audit {
namespace {

using base::Value;

constexpr std::size_t digest_characters = 16;

void add_digests(const Value& value, const std::string& path, Value::Map& digests) {
  if (value.is_map() && !value.as_map().empty()) {
    for (const auto& [key, member] : value.as_map()) add_digests(member, path + "." + key, digests);
  } else if (value.is_list() && !value.as_list().empty()) {
    std::size_t index = 0;
    for (const Value& item : value.as_list()) add_digests(item, fmt::format("{}.{}", path, index++), digests);
  } else {
    digests[path] = base::sha256_hex(path + "\n" + base::print_json(value)).substr(0, digest_characters);
  }
}

class ReceiptCheck {
 public:
  ReceiptCheck(const rules::Library& library, const rules::Calendar& calendar, std::string_view public_key)
      : library_(library), calendar_(calendar), public_key_(public_key) {}

  std::vector<ReceiptFinding> run(std::string_view text) {
    if (read(text)) {
      check_parts();
      check_signature();
      if (findings_.empty()) ask_again();
    }
    return std::move(findings_);
  }

 private:
  void find(std::string kind, std::string path, std::string zh, std::string en) {
    findings_.push_back({std::move(kind), std::move(path), std::move(zh), std::move(en)});
  }

  bool read(std::string_view text) {
    const auto parsed = base::parse_json(text);
    if (!parsed) {
      const auto at = parsed.error().params.contains("at") ? parsed.error().params.at("at") : "0";
      find("unreadable", "byte " + at, fmt::format("文件从第 {} 字节起不是有效的 JSON。", at),
           fmt::format("From byte {} on the file is no valid JSON.", at));
      return false;
    }
    receipt_ = *parsed;
    const std::string canonical = base::print_json(receipt_);
    const auto body = text.substr(0, text.find_last_not_of(" \r\n\t") + 1);
    if (body != canonical) {
      const auto end = std::mismatch(body.begin(), body.end(), canonical.begin(), canonical.end()).first;
      const auto at = end - body.begin();
      find("not_canonical", fmt::format("byte {}", at), fmt::format("第 {} 字节处写法有改动（内容须为规范 JSON）。", at),
           fmt::format("At byte {} the writing was altered (a receipt is canonical JSON).", at));
    }
    if (receipt_.text_or("kind") != receipt_kind) altered("kind");
    if (receipt_.at("statement").is_map() && receipt_.at("digests").is_map()) return true;
    find("unreadable", "statement", "不是完整的回执。", "This is no complete receipt.");
    return false;
  }

  void altered(const std::string& path) { find("altered", path, fmt::format("“{}”被改动。", path), fmt::format("“{}” was altered.", path)); }

  /// A part and its digest may disagree; the signed hash tells which of the two was touched.
  void check_parts() {
    const Value computed = digests_of(receipt_.at("statement"));
    const bool is_statement_sound = receipt_.text_or("sha256") == hash_receipt(receipt_.at("statement"));
    const auto& stored = receipt_.at("digests").as_map();
    const auto before = findings_.size();
    for (const auto& [path, digest] : computed.as_map()) {
      const auto found = stored.find(path);
      if (found == stored.end()) {
        find("added", path, fmt::format("“{}”不在签署的内容之中。", path), fmt::format("“{}” is not part of what was signed.", path));
      } else if (found->second != digest) {
        altered(is_statement_sound ? "digests." + path : path);
      }
    }
    for (const auto& [path, digest] : stored) {
      if (!computed.as_map().contains(path)) find("missing", path, fmt::format("缺少“{}”。", path), fmt::format("“{}” is missing.", path));
    }
    if (!is_statement_sound && findings_.size() == before) altered("sha256");
  }

  void check_signature() {
    const std::string key = receipt_.text_or("public_key"), key_id = receipt_.text_or("key_id");
    const std::string signed_text = signed_receipt_text(receipt_.text_or("sha256"));
    const bool is_signed = verify_signature(key, signed_text, receipt_.text_or("signature"));
    const auto bytes = from_hex(key);
    if (is_signed && bytes && id_of_key(*bytes) != key_id) altered("key_id");
    if (!is_signed && findings_.empty()) {
      const bool is_key = !public_key_.empty() && key != public_key_ && verify_signature(public_key_, signed_text, receipt_.text_or("signature"));
      if (is_key) return altered("public_key");
      find("signature", "signature", "签名与内容、公钥不符。", "The signature does not fit content and key.");
    } else if (!public_key_.empty() && key != public_key_) {
      find("other_key", "public_key", "签署的公钥不是所给的公钥。", "It is signed by another key than the one given.");
    }
  }

  /// The same act version, the same inputs: the engine must come to the same answer.
  void ask_again() {
    const Value& statement = receipt_.at("statement");
    const Value& named = statement.at("act");
    const rules::Act* act = library_.find_act(named.text_or("id"));
    if (!act || act->version != named.integer_or("version", 0) || act->hash != named.text_or("sha256")) {
      find("unknown_act", "statement.act",
           fmt::format("本程序没有规章 {} 第 {} 版（散列 {}）；请用 --regulations 给出该版本的文件夹。", named.text_or("id"),
                       named.integer_or("version", 0), named.text_or("sha256").substr(0, digest_characters)),
           fmt::format("This program does not hold {} version {} (hash {}); give its folder by --regulations.", named.text_or("id"),
                       named.integer_or("version", 0), named.text_or("sha256").substr(0, digest_characters)));
      return;
    }
    const rules::Procedure* procedure = library_.find_procedure(act->id, statement.text_or("procedure"));
    const rules::Action* action = procedure ? procedure->find_action(statement.text_or("action")) : nullptr;
    const auto situation = situation_of(statement.at("inputs"));
    if (!action || !situation || !statement.at("parties").is_list()) {
      return find("result", "statement.inputs", "输入不完整，无法复核。", "The inputs are incomplete: nothing can be asked again.");
    }
    compare(statement, *procedure, *action, *situation);
  }

  void compare(const Value& statement, const rules::Procedure& procedure, const rules::Action& action, const rules::Situation& situation) {
    std::vector<std::string> parties;
    for (const Value& party : statement.at("parties").as_list()) parties.push_back(party.is_text() ? party.as_text() : "");
    for (const rules::Need& need : rules::may(procedure, action, parties, situation).failing) {
      find("result", "statement.needs." + need.id, fmt::format("复核结果为不可办理：{}", need.message.zh),
           fmt::format("Asked again, the answer is no: {}", need.message.en));
    }
    if (conditions_value(procedure, action, situation) != statement.at("conditions")) {
      find("result", "statement.conditions", "条件的复核结果与回执所载不同。", "Asked again, the conditions come out differently.");
    }
    const std::string state = action.to.empty() ? situation.state : action.to;
    if (state != statement.at("outcome").text_or("state")) {
      find("result", "statement.outcome.state", fmt::format("复核得出的状态为 {}。", state), fmt::format("Asked again, the state is {}.", state));
    }
    compare_term(statement.at("outcome").at("term"), procedure, situation);
  }

  void compare_term(const Value& stated, const rules::Procedure& procedure, const rules::Situation& situation) {
    const rules::Term* term = procedure.find_term(stated.text_or("id"));
    if (!term || term->unit == "fixed_date") return;
    const auto due = rules::count_term(base::parse_date(stated.text_or("starts_on")).value_or(situation.today), stated.text_or("length"), term->unit,
                                       term->last_day, calendar_);
    const std::string last_day = due ? base::print_date(due->last_day) : "";
    if (last_day == stated.text_or("last_day")) return;
    find("result", "statement.outcome.term.last_day",
         fmt::format("按日历 {} 复核，期限末日为 {}（回执用的是日历 {}）。", calendar_.version(), last_day, stated.text_or("calendar_version")),
         fmt::format("By calendar {} the term ends on {} (the receipt used calendar {}).", calendar_.version(), last_day,
                     stated.text_or("calendar_version")));
  }

  const rules::Library& library_;
  const rules::Calendar& calendar_;
  std::string public_key_;
  Value receipt_;
  std::vector<ReceiptFinding> findings_;
};

}  // namespace

Value digests_of(const Value& statement) {
  Value::Map digests;
  add_digests(statement, "statement", digests);
  return digests;
}

std::string signed_receipt_text(std::string_view sha256) { return base::print_json(Value::Map{{"kind", receipt_kind}, {"sha256", sha256}}); }

std::vector<ReceiptFinding> verify_receipt(std::string_view text, const rules::Library& library, const rules::Calendar& calendar,
                                           std::string_view public_key_hex) {
  return ReceiptCheck(library, calendar, public_key_hex).run(text);
}

}  // namespace zhidian::audit

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "capabilities/reviews/draw.hpp"

namespace zhidian::reviews {
namespace {

using base::Value;

const Value::List& list_at(const Value& value, std::string_view key) {
  static const Value::List nothing;
  return value.at(key).is_list() ? value.at(key).as_list() : nothing;
}

std::vector<std::string> texts_at(const Value& value, std::string_view key) {
  std::vector<std::string> texts;
  for (const Value& item : list_at(value, key)) texts.push_back(item.is_text() ? item.as_text() : std::string());
  return texts;
}

class Replay {
 public:
  explicit Replay(const Value& document) : document_(document) {}

  std::vector<DrawFinding> run() {
    const Value::List& attempts = list_at(document_, "attempts");
    if (document_.text_or("kind") != draw_kind || attempts.empty()) {
      add("shape", "kind", "这不是抽取记录", "This is no record of a draw");
      return std::move(findings_);
    }
    review_id_ = document_.find_path("review.id").is_text() ? document_.find_path("review.id").as_text() : "";
    for (std::size_t index = 0; index < attempts.size(); ++index) check_attempt(attempts[index], index, index + 1 == attempts.size());
    return std::move(findings_);
  }

 private:
  void add(std::string kind, std::string path, std::string zh, std::string en) {
    findings_.push_back({std::move(kind), std::move(path), std::move(zh), std::move(en)});
  }

  void check_attempt(const Value& attempt, std::size_t index, bool is_last) {
    const std::string path = fmt::format("attempts[{}]", index);
    number_ = attempt.integer_or("number", 0);
    if (number_ != static_cast<std::int64_t>(index) + 1) add("shape", path + ".number", "抽取次数不连续", "The attempts are not numbered in turn");
    const Value& pool = attempt.at("pool");
    if (pool.text_or("review_id") != review_id_ || pool.integer_or("attempt", 0) != number_ || pool.text_or("algorithm") != draw_algorithm) {
      add("pool", path + ".pool", "名单不属于这一次抽取，或者算法不同", "The pool does not belong to this attempt, or names another algorithm");
    }
    if (hash_pool(pool) != attempt.text_or("pool_hash")) {
      add("pool", path + ".pool_hash", "名单和事先公布的摘要不符", "The pool does not match the hash committed beforehand");
    }
    check_commitments(attempt, path);
    check_sequence(attempt, path);
    check_members(pool, path);
    check_outcome(attempt, path, is_last);
  }

  /// Nobody stands twice in the pool.
  void check_members(const Value& pool, const std::string& path) {
    std::set<std::string> seen;
    for (const Value& member : list_at(pool, "members")) {
      if (!seen.insert(member.text_or("id")).second) {
        return add("pool", path + ".pool.members", "名单中有人重复出现", "Somebody stands twice in the pool");
      }
    }
  }

  /// A draw begins again only after a value was withheld or nobody was left to replace a member.
  void check_outcome(const Value& attempt, const std::string& path, bool is_last) {
    const std::string outcome = attempt.text_or("outcome");
    if (!is_last && outcome != "withheld" && outcome != "exhausted") {
      add("restart", path + ".outcome", "没有发生拒不公开或者无人递补，却重新抽取了",
          "The draw was begun again though no value was withheld and nobody was missing");
    }
    if (outcome == "withheld" && value_at(attempt, 1) && value_at(attempt, 2)) {
      add("restart", path + ".outcome", "两个数值都已公开，却记为拒不公开", "Both values were revealed, yet one is said to be withheld");
    }
    if (outcome != "drawn" && outcome != "exhausted") return;
    const Value::List& changes = list_at(attempt, "replacements");
    const bool is_exhausted = std::ranges::any_of(changes, [](const Value& change) { return change.text_or("next").empty(); });
    if (is_exhausted != (outcome == "exhausted")) {
      add("restart", path + ".outcome", "记载的结局和替补的情况不符", "The outcome does not follow from the replacements");
    }
    check_result(attempt, path);
  }

  /// The value revealed at a position, where one was.
  static std::optional<std::string> value_at(const Value& attempt, std::int64_t position) {
    for (const Value& seed : list_at(attempt, "seeds")) {
      if (seed.integer_or("position", 0) == position && seed.at("value").is_text()) return seed.at("value").as_text();
    }
    return std::nullopt;
  }

  void check_commitments(const Value& attempt, const std::string& path) {
    const Value::List& seeds = list_at(attempt, "seeds");
    for (std::size_t index = 0; index < seeds.size(); ++index) {
      const Value& seed = seeds[index];
      if (!seed.at("value").is_text()) continue;
      const std::string expected = hash_draw_value(review_id_, number_, seed.integer_or("position", 0), seed.text_or("value"));
      if (expected != seed.text_or("commitment")) {
        add("commitment", fmt::format("{}.seeds[{}]", path, index), "公开的数值和事先的承诺不符", "The revealed value does not match its commitment");
      }
    }
    if (seeds.size() == 2 && seeds[0].text_or("office") == seeds[1].text_or("office")) {
      add("commitment", path + ".seeds", "两名出数人属于同一处室", "Both seed holders belong to one office");
    }
  }

  /// Numbers of the log: the pool before both commitments, both commitments before any value.
  void check_sequence(const Value& attempt, const std::string& path) {
    std::int64_t last_commitment = attempt.integer_or("pool_sequence", 0);
    for (const Value& seed : list_at(attempt, "seeds")) {
      const std::int64_t committed = seed.integer_or("committed_sequence", 0);
      if (committed != 0 && committed <= attempt.integer_or("pool_sequence", 0)) out_of_sequence(path);
      last_commitment = std::max(last_commitment, committed);
    }
    for (const Value& seed : list_at(attempt, "seeds")) {
      const std::int64_t revealed = seed.integer_or("revealed_sequence", 0);
      if (seed.at("value").is_text() && revealed <= last_commitment) out_of_sequence(path);
    }
  }
  void out_of_sequence(const std::string& path) {
    add("sequence", path + ".seeds", "日志中的先后次序不对：名单、承诺、公开", "The log has them in the wrong order: pool, commitments, values");
  }

  void check_result(const Value& attempt, const std::string& path) {
    const auto first = value_at(attempt, 1), second = value_at(attempt, 2);
    if (!first || !second) return add("seed", path + ".seeds", "缺少公开的数值", "A revealed value is missing");
    const std::string seed = make_seed(attempt.text_or("pool_hash"), *first, *second);
    if (seed != attempt.text_or("seed")) add("seed", path + ".seed", "种子不是由这两个数值算出的", "The seed does not follow from the two values");
    const std::vector<std::string> order = order_members(seed, list_eligible(attempt.at("pool")));
    if (order != texts_at(attempt, "order")) add("order", path + ".order", "重新计算的次序不同", "The order computed again differs");
    const auto size = static_cast<std::size_t>(
        std::max<std::int64_t>(attempt.find_path("pool.panel_size").is_integer() ? attempt.find_path("pool.panel_size").as_integer() : 0, 0));
    if (order.size() < size) return add("panel", path + ".panel", "可以参加的人少于应抽人数", "Fewer members are eligible than are drawn");
    std::vector<std::string> panel(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(size));
    if (panel != texts_at(attempt, "drawn"))
      add("panel", path + ".drawn", "抽中的人不是次序中最前的几名", "The drawn are not the first of the order");
    check_replacements(attempt, path, order, size, std::move(panel));
  }

  /// Who left was replaced by the next in the order, each once.
  void check_replacements(const Value& attempt, const std::string& path, const std::vector<std::string>& order, std::size_t next,
                          std::vector<std::string> panel) {
    const Value::List& replacements = list_at(attempt, "replacements");
    for (std::size_t index = 0; index < replacements.size(); ++index) {
      const Value& change = replacements[index];
      const auto seat = std::ranges::find(panel, change.text_or("left"));
      const bool is_after_opening = change.at("after_opening").is_bool() && change.at("after_opening").as_bool();
      const std::string expected = next < order.size() && !is_after_opening ? order[next] : "";
      if (seat == panel.end() || change.text_or("next") != expected) {
        add("replacement", fmt::format("{}.replacements[{}]", path, index), "替补的不是次序中的下一名",
            "The replacement is not the next of the order");
        return;
      }
      if (!expected.empty()) {
        *seat = expected;
        ++next;
      } else {
        panel.erase(seat);
      }
    }
    std::ranges::sort(panel);
    std::vector<std::string> told = texts_at(attempt, "panel");
    std::ranges::sort(told);
    if (panel != told)
      add("panel", path + ".panel", "现有评审组和抽取、替补的结果不符", "The panel does not follow from the draw and the replacements");
  }

  const Value& document_;
  std::string review_id_;
  std::int64_t number_ = 0;
  std::vector<DrawFinding> findings_;
};

}  // namespace

std::vector<DrawFinding> replay_draw(const Value& document) { return Replay(document).run(); }

}  // namespace zhidian::reviews

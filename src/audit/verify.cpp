#include <fmt/format.h>

#include <algorithm>

#include "audit/log.hpp"
#include "audit/log_entries.hpp"
#include "audit/sql.hpp"
#include "audit/tree.hpp"

namespace zhidian::audit {
namespace {

/// What the head row claims, and whether it agrees with itself.
struct ClaimedHead {
  bool is_present = false, is_sound = false;
  std::int64_t size = 0;
  std::string root;
};

ClaimedHead read_head(storage::Connection& connection) {
  ClaimedHead head;
  connection.query(sql::audit::get_head, {}, [&](const storage::Row& row) {
    head.is_present = true;
    head.size = row.integer("size");
    head.root = row.text("root");
    auto frontier = Frontier::parse(head.size, row.text("frontier"));
    head.is_sound = frontier && frontier->root() == head.root;
  });
  return head;
}

/// A root somebody vouches for: "the first `size` entries".
struct Witness {
  std::int64_t size;
  std::string root;
};

class Verification {
 public:
  Verification(storage::Connection& connection, std::string_view public_key) : connection_(connection), public_key_(public_key) {}

  std::vector<Finding> run(const std::vector<Checkpoint>& outside) {
    read_checkpoints(outside);
    auto head = read_head(connection_);
    auto entries = read_entries(connection_);
    auto witnessed = witnesses_.empty() ? 0 : witnesses_.back().size;
    if (!head.is_present) findings_.push_back(make_finding("deleted", 0, 0));
    // Without a trustworthy head nobody but the rows themselves can tell how many there should be.
    bool is_behind = head.is_sound && head.size < witnessed && !entries.empty() && entries.back().sequence >= witnessed;
    if (head.is_present && (!head.is_sound || is_behind)) findings_.push_back(make_finding("flipped", 0, 0));
    bool is_trusted = head.is_sound && !is_behind;
    auto last = entries.empty() ? 0 : entries.back().sequence;
    auto size = std::max(witnessed, is_trusted ? head.size : last);
    std::map<std::int64_t, std::string> computed;
    for (const auto& entry : entries) {
      if (!entry.is_leaf_sound) computed[entry.sequence] = entry.damage->computed;
    }
    auto rows = judge_rows(std::move(entries), size);
    findings_.insert(findings_.end(), rows.findings.begin(), rows.findings.end());
    if (is_trusted) witnesses_.push_back({head.size, head.root});
    check_tree(rows.leaves, computed);
    return std::move(findings_);
  }

 private:
  void read_checkpoints(const std::vector<Checkpoint>& outside) {
    connection_.query(sql::audit::list_checkpoints, {}, [&](const storage::Row& row) {
      auto size = row.integer("size");
      auto value = base::parse_json(row.text("document"));
      auto checkpoint = value ? parse_checkpoint(*value) : base::refuse(value.error());
      bool is_same =
          checkpoint && checkpoint->size == size && checkpoint->root == row.text("root") && base::print_instant(checkpoint->at) == row.text("at");
      if (is_same)
        take(*checkpoint);
      else
        findings_.push_back(make_finding("bad_signature", size, size));
    });
    for (const auto& checkpoint : outside) take(checkpoint);
    std::ranges::stable_sort(witnesses_, {}, &Witness::size);
  }

  void take(const Checkpoint& checkpoint) {
    if (is_signed_by(checkpoint, public_key_))
      witnesses_.push_back({checkpoint.size, checkpoint.root});
    else
      findings_.push_back(make_finding("bad_signature", checkpoint.size, checkpoint.size));
  }

  /// Grows the tree from one witness to the next. The first that disagrees bounds the rewritten interval.
  void check_tree(const std::vector<Leaf>& leaves, const std::map<std::int64_t, std::string>& computed) {
    Frontier confirmed;
    for (const auto& witness : witnesses_) {
      auto grown = grow(confirmed, witness.size, leaves, {});
      if (!grown) return;  // a missing entry, reported already: nothing after it can be confirmed
      if (grown->root() != witness.root) grown = grow(confirmed, witness.size, leaves, computed);  // a hash, not its row, was altered
      if (grown->root() != witness.root) {
        findings_.push_back(make_finding("rewritten", std::min(confirmed.size() + 1, witness.size), witness.size));
        return;
      }
      confirmed = *grown;
    }
  }

  static std::optional<Frontier> grow(Frontier frontier, std::int64_t size, const std::vector<Leaf>& leaves,
                                      const std::map<std::int64_t, std::string>& instead) {
    auto leaf = std::ranges::lower_bound(leaves, frontier.size() + 1, {}, &Leaf::place);
    for (; frontier.size() < size; ++leaf) {
      if (leaf == leaves.end() || leaf->place != frontier.size() + 1) return std::nullopt;
      const auto other = instead.find(leaf->place);
      frontier.append(other != instead.end() ? other->second : leaf->hash);
    }
    return frontier;
  }

  storage::Connection& connection_;
  std::string public_key_;
  std::vector<Finding> findings_;
  std::vector<Witness> witnesses_;
};

struct Sentences {
  std::string_view kind, zh, en;
};
constexpr Sentences sentences_value[] = {
    {"flipped", "第 {0} 至 {1} 条记录与写入时的散列值不符，内容被改动。", "Entries {0} to {1} no longer match the hash they were written with."},
    {"deleted", "第 {0} 至 {1} 条记录被删除。", "Entries {0} to {1} were deleted."},
    {"inserted", "第 {0} 至 {1} 条记录是事后插入的。", "Entries {0} to {1} were put in afterwards."},
    {"swapped", "第 {0} 至 {1} 条之间有记录互换了位置。", "Entries between {0} and {1} stand in each other's places."},
    {"truncated", "日志末尾第 {0} 至 {1} 条记录缺失。", "Entries {0} to {1} are missing at the end of the log."},
    {"rewritten", "第 {0} 至 {1} 条之间有记录连同散列值被改写，与签署的检查点或日志头不符。",
     "Between entries {0} and {1} the log was rewritten together with its hashes: a signed checkpoint or the head disagrees."},
    {"bad_signature", "规模为 {0} 的检查点未通过签名核验。", "The checkpoint of size {0} is not validly signed."},
};
constexpr Sentences head_value{"head", "日志头记录被删除或改动。", "The head record of the log was deleted or altered."};

}  // namespace

Finding make_finding(std::string kind, std::int64_t first, std::int64_t last) {
  bool is_head = last == 0 && (kind == "flipped" || kind == "deleted");
  const auto* sentences = is_head ? &head_value : std::ranges::find(sentences_value, kind, &Sentences::kind);
  return {std::move(kind), first, last, fmt::format(fmt::runtime(sentences->zh), first, last), fmt::format(fmt::runtime(sentences->en), first, last)};
}

std::vector<Finding> verify(storage::Connection& connection, const std::vector<Checkpoint>& outside, std::string_view public_key_hex) {
  return Verification(connection, public_key_hex).run(outside);
}

}  // namespace zhidian::audit

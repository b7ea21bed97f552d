#include "storage/sqlite_writer.hpp"

#include <optional>
#include <utility>

namespace zhidian::storage {

/// A SQLite transaction and those who finished their part of it and wait for its COMMIT.
class SqliteWriter::SharedTransaction {
 public:
  explicit SharedTransaction(const std::string& path) : connection_(path, SqliteConnection::Role::writer) {}
  SqliteConnection& connection() { return connection_; }

  /// Begins the SQLite transaction, or a part of the one others wait in.
  void enter() {
    if (!waiting_.empty()) {
      if (connection_.begin_part()) return;
      settle();
    }
    connection_.begin();
  }
  /// Ends the part. What the COMMIT came to is told by the result.
  std::future<void> wait_for_commit() {
    connection_.end_part();
    return waiting_.emplace_back().get_future();
  }
  /// Undoes the part. The result is told as to those who wait; invalid where nobody does.
  std::future<void> undo_part() {
    connection_.undo_part();
    return waiting_.empty() ? std::future<void>() : waiting_.emplace_back().get_future();
  }
  /// Whether somebody waits in it and all that was written still stands.
  bool goes_on() const { return !waiting_.empty() && connection_.is_in_transaction(); }

  /// Commits for everybody who waits, and tells them.
  void settle() noexcept {
    std::exception_ptr failure;
    try {
      if (!waiting_.empty()) connection_.commit();
    } catch (const Failure&) {
      failure = std::current_exception();
      connection_.roll_back();
    }
    for (std::promise<void>& each : std::exchange(waiting_, {})) failure ? each.set_exception(failure) : each.set_value();
  }

 private:
  SqliteConnection connection_;
  std::vector<std::promise<void>> waiting_;
};

class SqliteWriter::Member final : public Transaction {
 public:
  using Turn = LeasePool<SharedTransaction>;
  Member(Turn& turn, Turn::Lease lease) : turn_(turn), lease_(std::move(lease)) { (*lease_)->enter(); }
  /// What it refused or answered may rest on what others wrote: whoever it tells is told after their flush, too.
  ~Member() override {
    if (!lease_) return;
    std::future<void> settled = (*lease_)->undo_part();
    leave();
    if (settled.valid()) settled.wait();
  }
  Connection& connection() override { return lease_.value()->connection(); }
  void commit() override {
    std::future<void> committed = lease_.value()->wait_for_commit();
    leave();
    committed.get();
  }

 private:
  /// Who waits for the turn goes on in the same SQLite transaction; where nobody does, it ends here.
  void leave() {
    if (!(*lease_)->goes_on() || !turn_.hand_over(*lease_)) (*lease_)->settle();
    lease_.reset();
  }

  Turn& turn_;
  std::optional<Turn::Lease> lease_;
};

SqliteWriter::SqliteWriter(const std::string& path) { turn_.add(std::make_unique<SharedTransaction>(path)); }

SqliteWriter::~SqliteWriter() = default;

std::unique_ptr<Transaction> SqliteWriter::begin(std::chrono::milliseconds patience) { return std::make_unique<Member>(turn_, turn_.take(patience)); }

}  // namespace zhidian::storage

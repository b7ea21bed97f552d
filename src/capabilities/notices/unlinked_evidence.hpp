#pragma once
#include "files/files.hpp"
#include "jobs/timers.hpp"

namespace zhidian::notices {

/// Sees to it that evidence which arrives now and never becomes part of an objection or a complaint is removed, a day later at the next full hour.
/// Returns that instant of business time, which the upload's row keeps.
base::Instant appoint_removal(storage::Connection& connection, base::Instant business_now, base::Random& ids);

/// Removes evidence nobody linked when its day is over: row and file, counted in the log. Threads: safe to call from several.
class UnlinkedEvidence final : public jobs::Handler {
 public:
  /// Both must outlive it.
  UnlinkedEvidence(const files::Store& files, base::Random& ids) : files_(files), ids_(ids) {}
  std::string kind() const override { return "unlinked_evidence"; }
  base::Result<std::int64_t> fire(storage::Connection& connection, const jobs::Timer& timer, base::Instant now) override;

 private:
  const files::Store& files_;
  base::Random& ids_;
};

}  // namespace zhidian::notices

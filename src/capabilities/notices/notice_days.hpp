#pragma once
#include "capabilities/cases/term_days.hpp"
#include "capabilities/notices/notices.hpp"

namespace zhidian::notices {

/// The public notices whose last day reaches into the days `first` to `last`, by id, after `after`; without those a change has dealt with.
/// Scope as in cases::TermQuestion: everybody may read a notice, its cases belong to those who see one of them.
std::vector<Notice> list_counted_notices(storage::Connection& connection, const cases::TermQuestion& question);
/// The notice by another calendar; nothing where the log does not tell its length.
std::optional<rules::Due> recount_notice(storage::Connection& connection, const regulations::Registry& registry, const Notice& notice,
                                         const rules::Calendar& calendar);
/// Gives a running notice a later last day, in the caller's transaction. The parties are told by the terms of its cases.
void reissue_notice(storage::Connection& connection, const regulations::Registry& registry, const Notice& notice, const rules::Due& due,
                    const cases::Reissue& reissue, base::Random& random);

}  // namespace zhidian::notices

#include "capabilities/directory/inclusion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "capabilities/directory/directory_store.hpp"
#include "capabilities/directory/inclusion_store.hpp"
#include "capabilities/divisions/divisions.hpp"
#include "capabilities/messages/messages.hpp"
#include "capabilities/organisations/organisations.hpp"
#include "rules/network.hpp"

namespace zhidian::directory {
namespace {

using base::Value;

Hand hand_of(const Following& following, const rules::Act& act) {
  return {following.account_id, following.at, regulations::version_name(act.id, act.version)};
}

/// What a line by inclusion publishes: of its source, what the act publishes of its own outlets.
Value entry_of(const Outlet& source, const rules::Procedure& granting, const Outlet& line) {
  constexpr std::string_view kept[] = {"name", "kind", "former_names", "ip_categories"};
  const auto listed = granting.publish.find("directory");
  Value entry(Value::Map{});
  const auto copy = [&](std::string_view key) {
    if (!source.entry.at(key).is_null()) entry.set(std::string(key), source.entry.at(key));
  };
  for (const std::string_view key : kept) copy(key);
  for (const std::string& path : listed == granting.publish.end() ? std::vector<std::string>{} : listed->second)
    copy(path.substr(path.rfind('.') + 1));
  entry.set("filed_on", base::print_date(line.filed_on));
  entry.set("valid_until", base::date_value(line.valid_until));
  return entry;
}

/// The lines of one institution under one act that includes others.
class Inclusion {
 public:
  Inclusion(storage::Connection& connection, const regulations::Registry& registry, const rules::Act& act, const Following& following,
            base::Random& random)
      : connection_(connection),
        registry_(registry),
        act_(act),
        status_(act.includes->status),
        following_(following),
        today_(base::civil_date(following.at)),
        random_(random) {}

  void run() {
    read();
    const FollowedLine* source = find_source();
    if (present_ && (!source || present_->source_id != source->id)) leave();
    if (source && !present_) {
      enter(*source);
    } else if (source && !has_term_of(*source)) {
      prolong(*source);
    }
    if (!source && suspended_) resume();
  }

 private:
  void read() {
    lines_ = list_lines_to_follow(connection_, following_.organisation_id);
    present_ = suspended_ = own_ = nullptr;
    for (FollowedLine& line : lines_) {
      if (line.status != status_ || line.act_id != act_.id) continue;
      if (line.stands() && !line.source_id.empty()) present_ = &line;
      if (line.stands() && line.source_id.empty()) own_ = &line;
      if (line.state == "suspended") suspended_ = &line;
    }
  }

  /// Until which day decisions about a line by inclusion stand in the way: only what is granted later brings a new one.
  std::optional<base::Date> find_bar() const {
    std::optional<base::Date> bar;
    for (const FollowedLine& line : lines_) {
      const bool is_decided = line.act_id == act_.id && !line.source_id.empty() && line.state == "ended" && line.last_action != "exclude";
      if (is_decided && line.ended_on) bar = std::max(bar.value_or(*line.ended_on), *line.ended_on);
    }
    return bar;
  }

  /// The line to follow: in the order of the act, of a status that runs, within its jurisdiction.
  const FollowedLine* find_source() const {
    const auto bar = find_bar();
    const auto is_within = [&](std::string_view code, std::string_view ancestor) { return divisions::is_within(connection_, code, ancestor); };
    for (const std::string& wanted : act_.includes->names) {
      for (const FollowedLine& line : lines_) {
        const bool is_source = line.status == wanted && line.stands() && line.source_id.empty() && line.runs_on(today_);
        if (!is_source || (bar && line.filed_on <= *bar)) continue;
        if (rules::includes(act_, line.status, line.division_code, is_within)) return &line;
      }
    }
    return nullptr;
  }

  const FollowedLine* find_line(std::string_view id) const {
    const auto found = std::ranges::find(lines_, id, &FollowedLine::id);
    return found == lines_.end() ? nullptr : &*found;
  }

  void log(std::string_view id, std::int64_t version, std::string_view action, Value content) {
    raise_data_version(connection_);
    audit::append(connection_, line_event(id, version, action, hand_of(following_, act_), std::move(content)), random_);
  }

  /// The day from which the source no longer holds: its end, the day after its last one, or today.
  base::Date end_of_source() const {
    const auto source = find_outlet(connection_, present_->source_id);
    if (source && source->ended_on) return std::max(*source->ended_on, present_->filed_on);
    if (source && source->listed_until && *source->listed_until < today_) return *source->listed_until + std::chrono::days(1);
    return today_;
  }

  void leave() {
    const std::string id = present_->id;
    left_on_ = end_of_source();
    if (!present_->has_source) {
      const auto version = end_line(connection_, id, today_).value();
      delete_outlet(connection_, id);
      log(id, version, "withdraw", Value::Map{{"source_id", present_->source_id}});
    } else {
      const auto version = end_line(connection_, id, left_on_).value();
      log(id, version, "exclude", Value::Map{{"source_id", present_->source_id}, {"ended_on", base::print_date(left_on_)}});
    }
    tell("directory.excluded", left_on_);
    present_ = nullptr;
  }

  /// Its own filing goes on where it still runs, and otherwise ends with its own last day.
  void resume() {
    const std::string id = suspended_->id;
    const base::Date on = std::max(left_on_ == base::Date{} ? today_ : left_on_, suspended_->filed_on);
    if (suspended_->runs_on(today_)) {
      const auto version = resume_line(connection_, id, on);
      if (!version) return;
      log(id, *version, "resume", Value::Map{{"until", base::print_date(on)}});
      return tell("directory.resumed", on);
    }
    const base::Date ended_on = *suspended_->listed_until + std::chrono::days(1);
    log(id, end_line(connection_, id, ended_on).value(), "lapse", Value::Map{{"ended_on", base::print_date(ended_on)}});
  }

  void enter(const FollowedLine& source) {
    const auto earlier =
        std::ranges::find_if(lines_, [&](const FollowedLine& line) { return line.source_id == source.id && line.act_id == act_.id; });
    const std::string id = earlier != lines_.end() ? earlier->id : base::make_id(following_.at, random_);
    if (own_) {
      const Suspension suspension{std::max(own_->filed_on, source.filed_on), std::nullopt, id};
      const auto version = suspend_line(connection_, own_->id, suspension).value();
      log(own_->id, version, "suspend", Value::Map{{"from", base::print_date(suspension.from)}, {"by", id}});
    }
    earlier != lines_.end() ? put_back(id) : insert(id, source);
    tell("directory.included", source.filed_on, &source);
  }

  void put_back(const std::string& id) {
    const auto version = restore_line(connection_, id);
    if (!version) throw storage::Failure(storage::Failure::Kind::serialization, "directory: another line of this status was entered");
    log(id, *version, "restore", Value::Map{{"source_id", find_line(id)->source_id}});
    catch_up(connection_, registry_, id, hand_of(following_, act_), random_);
  }

  void insert(const std::string& id, const FollowedLine& source) {
    const auto from = find_outlet(connection_, source.id);
    const rules::Procedure* granting = registry_.law.find_granting(act_.id, status_);
    if (!from || !granting) throw storage::Failure(storage::Failure::Kind::broken, "directory: nothing to include from");
    Outlet line = *from;
    line.id = id;
    line.act_id = act_.id;
    line.status = status_;
    line.source_case_id.clear();
    line.is_taken_over = false;
    line.suspended_from.reset();
    line.included_from = source.id;
    line.entry = entry_of(*from, *granting, line);
    line.search_text = make_search_text(line.entry, division_name(connection_, line.division_code));
    insert_outlet(connection_, line, following_.at);
    insert_inclusion(connection_, id, source.id);
    log(id, 1, "include", line_record(line));
  }

  bool has_term_of(const FollowedLine& source) const {
    return std::tie(present_->valid_until, present_->listed_until, present_->renewal) ==
           std::tie(source.valid_until, source.listed_until, source.renewal);
  }

  /// Its term is that of the source, and what becomes of it.
  void prolong(const FollowedLine& source) {
    auto line = find_outlet(connection_, present_->id);
    line->valid_until = source.valid_until;
    line->listed_until = source.listed_until;
    line->renewal = source.renewal;
    line->entry.set("valid_until", base::date_value(source.valid_until));
    const auto version = update_term(connection_, *line);
    if (!version) return;
    log(line->id, *version, "prolong",
        Value::Map{{"valid_until", base::date_value(line->valid_until)},
                   {"listed_until", base::date_value(line->listed_until)},
                   {"renewal", line->renewal},
                   {"entry", line->entry}});
  }

  void tell(std::string kind, base::Date on, const FollowedLine* from = nullptr) {
    const rules::Text own = status_label(registry_, status_, act_.id),
                      source = from ? status_label(registry_, from->status, from->act_id) : rules::Text{};
    messages::Message message;
    message.kind = std::move(kind);
    message.params = {
        {"status_zh", own.zh}, {"status_en", own.en}, {"source_zh", source.zh}, {"source_en", source.en}, {"date", base::print_date(on)}};
    message.subject_kind = "organisation";
    message.subject_id = following_.organisation_id;
    message.link = "/duties";
    messages::tell_organisation(connection_, following_.organisation_id, message, following_.at, random_);
  }

  storage::Connection& connection_;
  const regulations::Registry& registry_;
  const rules::Act& act_;
  const std::string& status_;
  const Following& following_;
  base::Date today_, left_on_{};
  base::Random& random_;
  std::vector<FollowedLine> lines_;
  FollowedLine* present_ = nullptr;    // stands by inclusion
  FollowedLine* own_ = nullptr;        // its own, standing
  FollowedLine* suspended_ = nullptr;  // its own, behind another
};

std::string words_of(std::string_view key, std::string_view id) { return fmt::format("\"{}\":\"{}\"", key, id); }

}  // namespace

void follow_inclusion(storage::Connection& connection, const regulations::Registry& registry, const Following& following, base::Random& random) {
  for (const rules::Act& act : registry.law.acts) {
    if (act.includes) Inclusion(connection, registry, act, following, random).run();
  }
}

std::vector<HeldLine> list_lines_to_cancel(storage::Connection& connection, const regulations::Registry& registry,
                                           const Determination& determination) {
  std::vector<HeldLine> lines;
  for (const FollowedLine& line : list_lines_to_follow(connection, determination.organisation_id)) {
    const rules::Act* act = registry.law.find_act(line.act_id);
    const rules::Holding holding{"", line.filed_on, line.valid_until, std::nullopt};
    if (act && line.state != "ended" && rules::cancels(*act, line.status, determination.kind, holding, determination.determined_on))
      lines.push_back({line.id, line.act_id, line.status});
  }
  return lines;
}

std::vector<HeldLine> cancel_lines(storage::Connection& connection, const regulations::Registry& registry, const Determination& determination,
                                   base::Random& random) {
  const Following hand{determination.organisation_id, determination.account_id, determination.at};
  std::vector<HeldLine> cancelled = list_lines_to_cancel(connection, registry, determination);
  for (const HeldLine& line : cancelled) {
    const auto version = end_line(connection, line.id, determination.determined_on).value();
    raise_data_version(connection);
    Value content(Value::Map{
        {"entry_id", determination.entry_id}, {"node_kind", determination.kind}, {"ended_on", base::print_date(determination.determined_on)}});
    const rules::Act& act = *registry.law.find_act(line.act_id);
    audit::append(connection, line_event(line.id, version, "cancelled", hand_of(hand, act), std::move(content)), random);
  }
  follow_inclusion(connection, registry, hand, random);
  return cancelled;
}

namespace {

/// Its own filing, back already, steps behind a line by inclusion again.
void step_behind(storage::Connection& connection, const EndedLine& line, const Outlet& included, const Hand& hand, base::Random& random) {
  for (const HeldLine& own : list_held_lines(connection, included.organisation_id, line.status)) {
    const auto filed = own.act_id == line.act_id ? find_outlet(connection, own.id) : std::nullopt;
    if (!filed) continue;
    const Suspension suspension{std::max(filed->filed_on, included.filed_on), std::nullopt, line.id};
    const auto version = suspend_line(connection, own.id, suspension);
    if (!version) continue;
    Value told = Value::Map{{"from", base::print_date(suspension.from)}, {"by", line.id}};
    audit::append(connection, line_event(own.id, *version, "suspend", hand, std::move(told)), random);
  }
}

/// What came back ends again where a determination stands that ends it, also one made while it was gone.
void cancel_again(storage::Connection& connection, const regulations::Registry& registry, const Following& following, std::vector<HeldLine>& restored,
                  base::Random& random) {
  for (const Determination& standing : list_determinations(connection, following)) {
    for (const HeldLine& line : cancel_lines(connection, registry, standing, random))
      std::erase_if(restored, [&](const HeldLine& each) { return each.id == line.id; });
  }
}

/// Lines that ended with one event come back, those granted first; a line by inclusion only where its source stands.
std::vector<HeldLine> restore_ended(storage::Connection& connection, const regulations::Registry& registry, const Following& following,
                                    const std::string& words, const Value& content, base::Random& random) {
  std::vector<HeldLine> restored;
  for (const EndedLine& line : list_ended_by(connection, following.organisation_id, words)) {
    const rules::Act* act = registry.law.find_act(line.act_id);
    const Hand hand = hand_of(following, act ? *act : rules::Act{});
    const auto outlet = find_outlet(connection, line.id);
    if (line.is_included && !is_standing(connection, outlet->included_from)) continue;
    if (line.is_included) step_behind(connection, line, *outlet, hand, random);
    const auto version = restore_line(connection, line.id);
    if (!version) continue;
    audit::append(connection, line_event(line.id, *version, "restore", hand, content), random);
    catch_up(connection, registry, line.id, hand, random);
    restored.push_back(line);
  }
  raise_data_version(connection);
  cancel_again(connection, registry, following, restored, random);
  follow_inclusion(connection, registry, following, random);
  return restored;
}

}  // namespace

std::vector<HeldLine> restore_cancelled(storage::Connection& connection, const regulations::Registry& registry, const Determination& determination,
                                        base::Random& random) {
  const Following hand{determination.organisation_id, determination.account_id, determination.at};
  const Value content = Value::Map{{"entry_id", determination.entry_id}};
  return restore_ended(connection, registry, hand, words_of("entry_id", determination.entry_id), content, random);
}

bool restore_line(storage::Connection& connection, const regulations::Registry& registry, const Restoration& restoration, base::Random& random) {
  const auto outlet = find_outlet(connection, restoration.outlet_id);
  if (!outlet) return false;
  const Following hand{outlet->organisation_id, restoration.account_id, restoration.at};
  const Value content = Value::Map{{"case_id", restoration.case_id}};
  const auto restored = restore_ended(connection, registry, hand, words_of("case_id", restoration.case_id), content, random);
  return std::ranges::find(restored, restoration.outlet_id, &HeldLine::id) != restored.end();
}

std::int64_t InclusionRound::work(const jobs::Fence& fence, base::Instant now) {
  constexpr std::int64_t page = 50;
  const std::string day = fmt::format("{} {}", base::print_date(base::civil_date(now)), registry_->versions.size());
  if (!pages_.begin(day)) return 0;
  std::string statuses = "|";
  for (const rules::Act& act : registry_->law.acts) {
    for (const std::string& status : act.includes ? act.includes->names : std::vector<std::string>{}) statuses += status + "|";
  }
  const auto transaction = database_.write();
  storage::Connection& connection = transaction->connection();
  if (!fence.holds(connection)) {
    pages_.forget();
    return 0;
  }
  const auto institutions = list_to_follow(connection, pages_.after(), statuses, page);
  for (const std::string& id : institutions) follow_inclusion(connection, *registry_, {id, "", now}, ids_);
  transaction->commit();
  pages_.pass(institutions.empty() ? "" : institutions.back());
  return std::ssize(institutions);
}

}  // namespace zhidian::directory

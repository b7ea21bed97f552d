#include "server/years_applications.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rules/renewals.hpp"
#include "server/demonstration_answers.hpp"

namespace zhidian::server {
namespace {
using base::Value;
using std::chrono::days;

constexpr std::size_t names_at_once = 50;
/// What a batch brings beyond those who fail in it, so that the province stays as large as it is meant to be.
constexpr int one_batch = 1350, first_of_two = 800, second_of_two = 1350;
/// In its first year a programme fills up to so many of a thousand.
constexpr int most_at_once = 600;

bool is_one_of(const std::string& word, std::initializer_list<const char*> words) { return std::ranges::find(words, word) != words.end(); }

}  // namespace

std::vector<Applications::Batch> Applications::batches_of(const Programme& programme, int year) {
  const auto batch = [year](const char* told, const char* opens, const char* closes) {
    return Batch{day_of(year, told), day_of(year, opens), day_of(year, closes)};
  };
  if (programme.word == "national") return {batch("02-25", "03-05", "04-20"), batch("08-20", "09-01", "10-20")};
  if (programme.word == "city") return {batch("07-20", "08-01", "09-15")};
  return {batch("03-01", "03-10", "09-30")};  // no batches: all the year
}

void Applications::on(base::Date day, const Shared& one, void (Applications::*step)(const Shared&, base::Instant)) {
  province_.agenda.on(province_.working(day), [this, one, step](base::Instant at) { (this->*step)(one, at); });
}

void Applications::call_year(int year) {
  for (Programme& programme : province_.programmes) {
    const std::vector<Batch> batches = batches_of(programme, year);
    for (std::size_t number = 0; number < batches.size(); ++number) {
      const Batch batch = batches[number];
      const int share = batches.size() == 1 ? one_batch : number == 0 ? first_of_two : second_of_two;
      province_.agenda.on(province_.working(batch.told), [this, &programme, batch](base::Instant at) { open_windows(programme, batch, at); });
      province_.agenda.on(province_.working(batch.opens),
                          [this, &programme, batch, share](base::Instant at) { begin_batch(programme, batch, share, at); });
    }
  }
}

void Applications::open_windows(const Programme& programme, const Batch& batch, base::Instant at) {
  for (const rules::Procedure& procedure : province_.parts.law.procedures) {
    const bool is_own = &procedure == programme.filing || (procedure.renewal && procedure.granted_by == std::vector{programme.filing->id});
    if (procedure.act_id != programme.filing->act_id || !is_own || !procedure.window) continue;
    const Value body = Value::Map{{"act_id", procedure.act_id},
                                  {"procedure_id", procedure.id},
                                  {"title", fmt::format("{}年{}申报通知（模拟）", base::year_of(batch.opens), procedure.label.zh)},
                                  {"opens_on", base::print_date(batch.opens)},
                                  {"closes_on", base::print_date(batch.closes)},
                                  {"body", "请符合条件的单位在批次开放期间提交申报。"}};
    province_.office.ask(&programme.officials->filing_body, {"open_window", {}, body}, false, at);
    province_.office.count("windows");
  }
}

/// Somebody who tried before and may try again, else a new institution.
Resident& Applications::find_applicant(Programme& programme, std::size_t& looked, const std::string& course, base::Instant at) {
  for (; looked < province_.residents.size(); ++looked) {
    Resident& known = province_.residents[looked];
    if (known.programme != &programme || known.is_applying || known.is_busy || province_.stands(known)) continue;
    const char* word = known.is_banned ? "during_ban" : known.has_held ? "after_end" : "after_failure";
    if (!province_.shares.happens("again", word)) continue;
    ++looked;
    return known;
  }
  const int short_by = course == "short_of_staff" ? 1 : 0;
  return province_.settle(programme, programme.full_time - short_by + (short_by > 0 ? 0 : province_.shares.between(0, 2)), at);
}

void Applications::begin_batch(Programme& programme, const Batch& batch, int share, base::Instant at) {
  begin_renewals(programme, batch);
  std::size_t standing = 0, looked = 0;
  for (const Resident& resident : province_.residents) {
    if (resident.programme == &programme && (resident.is_applying || province_.stands(resident))) ++standing;
  }
  const std::size_t missing = programme.wanted - std::min(standing, programme.wanted);
  const std::size_t wanted = std::min(missing * static_cast<std::size_t>(share) / thousand, programme.wanted * most_at_once / thousand);
  const int span = static_cast<int>((batch.closes - batch.opens).count()) - 20;
  for (std::size_t number = 0; number < wanted; ++number) {
    const std::string course = province_.shares.draw("application");
    Resident& resident = find_applicant(programme, looked, course, at);
    begin({&resident, programme.filing, batch, course, "", "", "", false}, batch.opens + days(province_.shares.between(1, std::max(1, span))));
  }
}

/// Outlets whose term ends within the time for it ask for the next one in the batch that is open.
void Applications::begin_renewals(Programme& programme, const Batch& batch) {
  const auto& procedures = province_.parts.law.procedures;
  const auto renewal = std::ranges::find_if(procedures, [&](const rules::Procedure& each) {
    return each.renewal && !each.renewal->is_at_expiry && each.act_id == programme.filing->act_id &&
           each.granted_by == std::vector{programme.filing->id};
  });
  if (renewal == procedures.end()) return;
  for (Resident& resident : province_.residents) {
    if (resident.programme != &programme || resident.is_applying || resident.is_busy) continue;
    const auto line = province_.find_line(resident);
    if (!line || !line->valid_until) continue;
    const base::Date first = std::max(rules::renewal_opens_on(*renewal->renewal, *line->valid_until), batch.opens) + days(1);
    const base::Date last = line->renewal == "awaiting" ? batch.closes : std::min(batch.closes, *line->valid_until);
    const bool is_in_time = first + days(10) <= last;
    if (!is_in_time || !province_.shares.happens("renewal", "applied")) continue;
    begin({&resident, &*renewal, batch, province_.shares.draw("application"), "", "", "", true}, first);
  }
}

void Applications::begin(Application planned, base::Date day) {
  const auto one = std::make_shared<Application>(std::move(planned));
  Resident& resident = *one->resident;
  const bool is_short = resident.full_time < resident.programme->full_time;
  if (is_short && !one->is_renewal) one->course = "short_of_staff";
  if (!is_short && one->course == "short_of_staff") one->course = "filed";
  if (one->is_renewal && one->course == "late") one->course = "filed";
  if (!one->procedure->window && one->course == "late") one->course = "withdrawn";
  resident.is_applying = true;
  on(day, one, &Applications::draft);
}

void Applications::fail(const Shared& one) { one->resident->is_applying = false; }

void Applications::draft(const Shared& one, base::Instant at) {
  Resident& resident = *one->resident;
  Office& office = province_.office;
  const auto opened = office.open(resident.staff(), province_.opening(resident, one->procedure->id), resident.is_banned || resident.is_node, at);
  if (!opened) return fail(one);
  one->case_id = opened->id;
  const bool is_thorough = resident.programme->word != "city";
  office.write(resident.staff(), one->case_id, {}, is_thorough, at);
  office.attach_required(resident.staff(), one->case_id, "applicant", at);
  if (one->course == "late") return on(one->batch.closes + days(province_.shares.between(1, 5)), one, &Applications::hand_in_late);
  hand_in(one, at);
}

void Applications::hand_in_late(const Shared& one, base::Instant at) {
  Office::Doing doing;
  doing.may_be_refused = true;
  if (province_.office.perform(one->resident->staff(), one->case_id, "submit", doing, at)) province_.office.surprise("taken after the window", at);
  province_.office.perform(one->resident->staff(), one->case_id, "withdraw", at);
  fail(one);
}

void Applications::hand_in(const Shared& one, base::Instant at) {
  Office::Doing doing;
  doing.may_be_refused = one->course == "short_of_staff" || one->resident->is_banned;
  if (province_.office.perform(one->resident->staff(), one->case_id, "submit", doing, at)) {
    province_.office.count("submitted");
    return on(province_.in(province_.shares.between(3, 10)), one, &Applications::verify);
  }
  if (one->course == "short_of_staff") return on(province_.in(6), one, &Applications::hire_and_hand_in);
  province_.office.perform(one->resident->staff(), one->case_id, "withdraw", at);
  fail(one);
}

void Applications::hire_and_hand_in(const Shared& one, base::Instant at) {
  Resident& resident = *one->resident;
  for (; resident.full_time < resident.programme->full_time; ++resident.full_time)
    hire(province_.office.desk(), resident.institution, province_.office.texts(), at);
  one->course = "filed";
  province_.office.write(resident.staff(), one->case_id, {}, resident.programme->word != "city", at);
  hand_in(one, at);
}

const http::Principal& Applications::first_reader(const Shared& one) const {
  return province_.officer_of(*one->resident, has_recommender(one) ? "recommender" : "filing_body");
}

void Applications::verify(const Shared& one, base::Instant at) {
  if (one->course == "withdrawn") {
    province_.office.perform(one->resident->staff(), one->case_id, "withdraw", at);
    return fail(one);
  }
  if (is_one_of(one->course, {"returned", "lapsed"})) return give_back(one, at);
  decide_first(one, at);
}

void Applications::give_back(const Shared& one, base::Instant at) {
  const std::string slot = one->procedure->materials.at(1).id;
  Office::Doing doing;
  doing.input.set("items", Value::List{Value::Map{{"at", "materials." + slot}, {"remark", "请按年度分别说明，并附服务记录。"}}});
  doing.term_length = "P10D";
  if (!province_.office.perform(first_reader(one), one->case_id, "return", doing, at)) return fail(one);
  province_.office.count("returned");
  const base::Date last = province_.office.last_day(one->case_id, "supplement");
  province_.agenda.on(one->course == "lapsed" ? province_.working(last + days(1)) : province_.in(province_.shares.between(2, 8)),
                      [this, one](base::Instant later) {
                        if (one->course == "lapsed") {
                          province_.office.perform(first_reader(one), one->case_id, "lapse", later);
                          return fail(one);
                        }
                        if (!province_.office.perform(one->resident->staff(), one->case_id, "resubmit", later)) return fail(one);
                        on(province_.in(province_.shares.between(2, 6)), one, &Applications::decide_first);
                      });
}

void Applications::decide_first(const Shared& one, base::Instant at) {
  if (!has_recommender(one)) {
    // A body that asks experts: their review comes first.
    if (one->procedure->review && one->course != "declined") {
      return reviews_.begin(*one->resident, one->case_id, [this, one](bool has_passed, base::Instant later) {
        if (!has_passed) one->course = "refused";
        if (has_passed) province_.office.perform(first_reader(one), one->case_id, "conclude_review", later);
        on(province_.in(3), one, &Applications::examine);
      });
    }
    return examine(one, at);
  }
  if (one->course == "declined") {
    province_.office.perform(first_reader(one), one->case_id, "decline", at);
    return fail(one);
  }
  if (!province_.office.perform(first_reader(one), one->case_id, "recommend", at)) return fail(one);
  province_.office.count("recommended");
  on(std::max(one->batch.closes + days(15), province_.in(5)), one, &Applications::examine);
}

/// The filing body refuses, or puts the case on the next notice.
void Applications::examine(const Shared& one, base::Instant at) {
  if (is_one_of(one->course, {"refused", "declined"})) {
    province_.office.perform(province_.officer_of(*one->resident, "filing_body"), one->case_id, "refuse", at);
    return fail(one);
  }
  const base::Date day = province_.in(2);
  auto& named = ready_[{one->procedure->act_id + "/" + one->procedure->id, day}];
  named.push_back(one);
  if (named.size() > 1) return;
  province_.agenda.on(day, [this, key = std::pair(one->procedure->act_id + "/" + one->procedure->id, day)](base::Instant later) {
    const std::vector<Shared> all = std::move(ready_[key]);
    ready_.erase(key);
    for (std::size_t first = 0; first < all.size(); first += names_at_once)
      publish(
          {all.begin() + static_cast<std::ptrdiff_t>(first), all.begin() + static_cast<std::ptrdiff_t>(std::min(first + names_at_once, all.size()))},
          later);
  });
}

void Applications::publish(const std::vector<Shared>& named, base::Instant at) {
  const Shared& first = named.front();
  Value::List listed;
  for (const Shared& one : named)
    listed.emplace_back(Value::Map{{"case_id", one->case_id}, {"version", province_.office.find(one->case_id).version}});
  const auto publication = std::ranges::find(first->procedure->actions, "open_notice", &rules::Action::effect);
  const rules::Term& term = *first->procedure->find_term(publication->starts);
  Value body = Value::Map{{"title", fmt::format("{}拟定名单公示（模拟）", first->procedure->label.zh)},
                          {"body", "公示期内，单位和个人有异议的，可以实名提出，也可以附证据匿名提出。"},
                          {"cases", std::move(listed)}};
  if (term.is_entered) body.set("term_length", term.length);
  const Value notice =
      province_.office.ask(&province_.officer_of(*first->resident, "filing_body"), {"publish_notice", {}, std::move(body)}, false, at);
  if (notice.is_null()) return;
  province_.office.count("notices");
  const base::Date last = *base::parse_date(notice.text_or("last_day"));
  for (const Shared& one : named) {
    one->notice_id = notice.text_or("id");
    if (is_one_of(one->course, {"objection_dismissed", "objection_sustained"})) {
      province_.agenda.on(last, [this, one](base::Instant later) { object(one, later); });
      on(last + days(3), one, &Applications::decide_objection);
    } else if (one->course == "late_objection") {
      on(last + days(1), one, &Applications::object);
      on(last + days(4), one, &Applications::grant);
    } else {
      on(last + days(1), one, &Applications::grant);
    }
  }
}

void Applications::object(const Shared& one, base::Instant at) {
  Value body = Value::Map{{"case_id", one->case_id}, {"grounds", "该单位公示的服务场地与实际情况不一致，请核查。"}, {"is_anonymous", false}};
  if (province_.shares.between(0, 1) == 0) {
    const Value evidence = province_.office.upload(nullptr, {"upload_objection_evidence", {}}, at);
    body.set("is_anonymous", true);
    body.set("evidence", Value::List{evidence.at("upload_id")});
  } else {
    body.set("name", "某市民（模拟）");
    body.set("contact", "024-00000000");
  }
  const Value answer = province_.office.ask(nullptr, {"object_to_notice", {{"notice_id", one->notice_id}}, std::move(body)}, false, at);
  one->receipt = answer.text_or("receipt");
  province_.office.count("objections");
}

void Applications::decide_objection(const Shared& one, base::Instant at) {
  const http::Principal& officer = province_.officer_of(*one->resident, "filing_body");
  const Value listed =
      province_.office.ask(&officer, {"list_objections", {}, nullptr, std::nullopt, {{"state", "open"}, {"limit", "100"}}}, false, at);
  const bool is_sustained = one->course == "objection_sustained";
  for (const Value& objection : listed.at("items").as_list()) {
    if (objection.text_or("receipt") != one->receipt) continue;
    province_.office.ask(&officer,
                         {"decide_objection",
                          {{"objection_id", objection.text_or("id")}},
                          Value::Map{{"outcome", is_sustained ? "sustained" : "dismissed"}, {"reasons", "经现场核查作出认定。"}},
                          objection.integer_or("version", 1)},
                         false, at);
  }
  if (!is_sustained) return on(province_.in(1), one, &Applications::grant);
  if (province_.office.perform(officer, one->case_id, "reexamine", at)) province_.office.perform(officer, one->case_id, "refuse", at);
  fail(one);
}

std::string Applications::granting_action(const Shared& one) const {
  const auto found = std::ranges::find_if(one->procedure->actions, [](const rules::Action& action) { return action.lists_outlet(); });
  return found->id;
}

void Applications::grant(const Shared& one, base::Instant at) {
  Resident& resident = *one->resident;
  resident.is_applying = false;
  if (one->is_renewal && !province_.stands(resident)) return;
  if (!province_.office.perform(province_.officer_of(resident, "filing_body"), one->case_id, granting_action(one), at)) return;
  resident.has_held = true;
  on_listed_(resident);
}

}  // namespace zhidian::server

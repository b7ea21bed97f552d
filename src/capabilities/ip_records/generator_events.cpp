#include "capabilities/ip_records/generator_events.hpp"

#include <algorithm>
#include <chrono>

#include "capabilities/ip_records/legal_events.hpp"

namespace zhidian::ip_records {
namespace {

using base::Date;
using std::chrono::days;

constexpr int term_of_invention = 20, term_of_model = 10;  // years from the application
constexpr double share_transferred = 0.08;
constexpr Date latest = std::chrono::year(2025) / 12 / 1;  // of what follows applications until 2023; nothing stands in the future

class Inventing {
 public:
  Inventing(const query::Document& patent, Dice& dice)
      : dice_(dice),
        status_(patent.values.at("status").front()),
        is_invention_(patent.values.at("kind").front() == "invention"),
        applied_(day_of(patent, "applied_on")),
        published_(day_of(patent, "published_on")),
        is_granted_(patent.values.contains("granted_on")) {}

  std::vector<std::string> all() {
    if (is_invention_) examine();
    if (is_granted_) grant();
    if (status_ == "withdrawn") follow(last_ + days(400 + dice_.below(200)), "WD01", "发明专利申请公布后的视为撤回");
    if (status_ == "refused") follow(last_ + days(400 + dice_.below(500)), "RJ01", "发明专利申请公布后的驳回");
    return join_events(std::move(events_), {});
  }

 private:
  static Date day_of(const query::Document& patent, const char* field) { return *base::parse_date(patent.values.at(field).front()); }

  void add(Date day, const std::string& code, const std::string& words, const std::string& note = "") {
    last_ = publication_day(day);
    events_.push_back(print_event({base::print_date(last_), code, words, note}));
  }

  /// What follows the days of the record.
  void follow(Date day, const std::string& code, const std::string& words, const std::string& note = "") {
    add(std::min(day, std::max(last_ + days(30), latest)), code, words, note);
  }

  /// Published and, but for one that is only published, examined: a granted one before its grant.
  void examine() {
    const auto whole = published_ - applied_;
    const Date published = is_granted_ ? applied_ + std::min(days(552), whole / 2) : published_;
    add(published, "PB01", "公布");
    if (status_ == "published") return;
    const Date examined = is_granted_ ? std::min(last_ + days(21 + dice_.below(14)), published_ - days(30)) : last_ + days(21 + dice_.below(14));
    add(examined, "SE01", "实质审查的生效", "申请日：" + base::print_date(applied_));
  }

  void grant() {
    add(published_, "GR01", "授权");
    const Date granted = last_;
    if (dice_.is(share_transferred)) follow(granted + days(90 + dice_.below(200)), "TR01", "专利申请权、专利权的转移");
    if (status_ == "ceased") follow(last_ + days(400 + dice_.below(1500)), "CF01", "未缴年费专利权终止", "授权公告日：" + base::print_date(granted));
    if (status_ == "invalidated") follow(last_ + days(500 + dice_.below(1000)), "IW01", "专利权全部无效", "授权公告日：" + base::print_date(granted));
    if (status_ != "expired") return;
    const auto year = base::year_of(applied_) + (is_invention_ ? term_of_invention : term_of_model);
    const Date end = Date(std::chrono::year(year) / 1 / 1) + (applied_ - Date(std::chrono::year(base::year_of(applied_)) / 1 / 1));
    follow(std::max(end, last_) + days(7 + dice_.below(20)), "CX01", "专利权有效期届满", "申请日：" + base::print_date(applied_));
  }

  Dice& dice_;
  std::string status_;
  bool is_invention_;
  Date applied_, published_;
  bool is_granted_;
  Date last_{};
  std::vector<std::string> events_;
};

}  // namespace

Date publication_day(Date date) {
  while (true) {
    const std::chrono::weekday weekday(date);
    if (weekday == std::chrono::Tuesday || weekday == std::chrono::Friday) return date;
    date += days(1);
  }
}

std::vector<std::string> invent_events(const query::Document& patent, Dice& dice) { return Inventing(patent, dice).all(); }

}  // namespace zhidian::ip_records

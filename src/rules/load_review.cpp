#include "rules/load.hpp"

namespace zhidian::rules {

namespace {

ScoreItem read_score_item(MapReader& reader) {
  ScoreItem item;
  item.id = reader.string("id", required);
  item.label = reader.text("label");
  item.hint = reader.text("hint", optional);
  item.most = reader.integer("most", required);
  return item;
}

void read_length(MapReader& reader, const std::string& key, std::string& length, std::string& unit) {
  reader.nested(
      key,
      [&](MapReader& map) {
        length = map.string("length", required);
        unit = map.word("unit", {"calendar_day", "working_day"}, required);
      },
      required);
}

}  // namespace

ReviewRule read_review(MapReader& reader) {
  ReviewRule review;
  review.open_in = reader.strings("open_in", required);
  review.party = reader.word("by", {"recommender", "filing_body"}, optional, "filing_body");
  reader.nested(
      "panel",
      [&](MapReader& map) {
        review.at_least = map.integer("at_least", required);
        review.is_odd = map.boolean("odd", false);
      },
      required);
  review.former_employer = reader.string("former_employer");
  read_length(reader, "reveal_within", review.reveal_within, review.reveal_unit);
  read_length(reader, "score_within", review.score_within, review.score_unit);
  reader.each("score_sheet", [&](MapReader& map) { review.score_sheet.push_back(read_score_item(map)); }, required);
  review.pass_mark = reader.integer("pass_mark", required);
  review.cites = reader.strings("cites");
  review.decided = reader.string("decided");
  return review;
}

}  // namespace zhidian::rules

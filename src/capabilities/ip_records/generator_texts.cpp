#include "capabilities/ip_records/generator_texts.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace zhidian::ip_records {
namespace {

std::size_t drawn_length(Dice& dice, double middle, double deviation, double least, double most) {
  return static_cast<std::size_t>(std::clamp(middle + deviation * dice.normal(), least, most));
}

}  // namespace

PatentTexts::PatentTexts(const Vocabulary& words, std::string section, bool is_model, Dice& dice)
    : words_(words), section_(std::move(section)), dice_(dice), is_model_(is_model) {
  for (int i = 0; i < 9; ++i) parts_.push_back(part());
  for (int i = 0; i < 7; ++i) signals_.push_back(signal());
  make_title(is_model);
}

std::string PatentTexts::part() {
  std::string name = words_.at("part fronts").draw(dice_);
  if (dice_.is(0.35)) name += words_.at("part fronts").draw(dice_);
  return name + words_.at("part backs").draw(dice_);
}

std::string PatentTexts::signal() { return words_.at("signal fronts").draw(dice_) + words_.at("signal backs").draw(dice_); }

void PatentTexts::make_title(bool is_model) {
  head_ = words_.at("heads " + section_).draw(dice_);
  const std::string& ending = words_.at(is_model ? "device endings" : "endings").draw(dice_);
  if (!is_model && (ending.find("方法") != std::string::npos || ending.find("系统") != std::string::npos || ending.find("介质") != std::string::npos))
    style_ = Style::method;
  if (!is_model && section_ == "C") style_ = ending.find("制备") != std::string::npos || dice_.is(0.6) ? Style::matter : Style::device;
  title_ = dice_.is(0.61) ? "一种" : "";
  if (dice_.is(0.55)) title_ += "用于" + parts_[0] + (dice_.is(0.5) ? words_.at("heads " + section_).draw(dice_) : "") + "的";
  if (dice_.is(0.35)) title_ += "带" + parts_[2] + "的";
  if (dice_.is(0.75)) title_ += words_.at("functions " + section_).draw(dice_);
  if (dice_.is(0.03)) title_ += words_.at("ascii").draw(dice_);
  title_ += head_;
  if (dice_.is(0.7)) title_ += (style_ == Style::method ? signals_[0] : parts_[1]);
  title_ += ending;
}

std::string PatentTexts::fill(const std::string& sentence) {
  std::string text;
  for (std::size_t at = 0; at < sentence.size();) {
    const std::size_t open = std::min(sentence.find('{', at), sentence.size());
    text += sentence.substr(at, open - at);
    if (open == sentence.size()) break;
    const std::size_t close = sentence.find('}', open);
    const std::string slot = sentence.substr(open + 1, close - open - 1);
    if (slot == "part") {
      text += parts_[dice_.below(parts_.size())];
    } else if (slot == "signal") {
      text += signals_[dice_.below(signals_.size())];
    } else if (slot == "head" || slot == "field") {
      text += head_;
    } else if (slot == "number") {
      text += std::to_string(2 + dice_.below(60));
    } else if (slot == "function") {
      text += words_.at("functions " + section_).draw(dice_) + head_;
    } else {
      text += words_.at(slot + "s").draw(dice_);
    }
    at = close + 1;
  }
  return text;
}

std::string PatentTexts::sentences(std::size_t characters) {
  const std::string style = style_ == Style::device ? "device" : style_ == Style::method ? "method" : "matter";
  std::string text;
  std::vector<std::string> said;
  for (int tries = 0; tries < 40 && base::count_characters(text) < characters; ++tries) {
    const bool is_other = style_ != Style::device && dice_.is(0.15);
    const std::string& sentence = words_.at((is_other ? "device" : style) + " sentences").draw(dice_);
    if (said.size() < 5 && std::ranges::find(said, sentence) != said.end()) continue;
    said.push_back(sentence);
    text += fill(sentence);
  }
  return text;
}

std::string PatentTexts::abstract() {
  const std::string opening = fill(words_.at(is_model_ ? "utility openings" : "invention openings").draw(dice_));
  const std::size_t length = drawn_length(dice_, 268, 38, 100, 500);
  std::string text = opening + title_ + "，" + sentences(length > 60 ? length - 55 : length);
  return text;
}

std::string PatentTexts::first_claim() { return "1. " + title_ + "，其特征在于：" + sentences(drawn_length(dice_, 110, 60, 40, 600)); }

std::pair<std::string, std::string> PatentTexts::design(const Vocabulary& words, Dice& dice) {
  const std::string name = words.at("design heads").draw(dice);
  const std::string front = words.at("part fronts").draw(dice), back = words.at("part backs").draw(dice);
  const std::string title = dice.is(0.35) ? name + "（" + front + back + "）" : dice.is(0.3) ? front + back + name : name;
  return {title, "本外观设计产品的名称：" + title + "。本外观设计产品的用途：用作" + name + "。设计要点：在于" + front + back + "的形状。"};
}

}  // namespace zhidian::ip_records

#include "rules/sentences.hpp"

#include <fmt/format.h>

namespace zhidian::rules::sentences {

Text yaml_alias() { return {"不能使用别名，请把内容写出来", "Aliases are not accepted; write the content out"}; }
Text yaml_hidden_characters() { return {"文字含有不可见的控制字符", "The text holds invisible control characters"}; }
Text yaml_tag() { return {"不能使用类型标记", "Type tags are not accepted"}; }
Text yaml_key() { return {"键必须是简单文字", "A key must be a plain text"}; }
Text yaml_not_utf8() { return {"文件不是 UTF-8 编码", "The file is not UTF-8"}; }
Text yaml_empty() { return {"文件没有内容", "The file is empty"}; }
Text yaml_documents() { return {"一个文件只能有一份内容", "A file holds one document only"}; }
Text yaml_syntax(const std::string& reason) { return {fmt::format("文件无法读取：{}", reason), fmt::format("The file cannot be read: {}", reason)}; }
Text duplicate_key(const std::string& key) { return {fmt::format("键“{}”重复出现", key), fmt::format("The key “{}” appears twice", key)}; }
Text meant(Text message, const std::string& nearest) {
  if (nearest.empty()) return message;
  return {fmt::format("{}；是否想写“{}”？", message.zh, nearest), fmt::format("{}; is “{}” meant?", message.en, nearest)};
}
Text unknown_key(const std::string& nearest) { return meant({"这里不认识这个键", "This key is not known here"}, nearest); }
Text nothing_to_change(const std::string& file) {
  return {fmt::format("文件 {} 中没有这个位置", file), fmt::format("The file {} has no such place", file)};
}
Text still_blank() { return {"这里还是模板的空白，请填写", "This is still a blank of the template; fill it in"}; }
Text missing_key() { return {"缺少这个键", "This key is missing"}; }
Text missing_translation() { return {"中文和英文都要写", "Both the Chinese and the English text are needed"}; }
Text must_be_map() { return {"这里应当是一组键值", "A group of keys is expected here"}; }
Text must_be_list() { return {"这里应当是列表", "A list is expected here"}; }
Text must_be_scalar() { return {"这里应当是单个值", "A single value is expected here"}; }
Text must_be_text() { return {"这里应当写作 {zh: …, en: …}", "Expected {zh: …, en: …} here"}; }
Text must_be_integer() { return {"这里应当是非负整数", "A whole number not below zero is expected here"}; }
Text must_be_boolean() { return {"这里应当是 true 或者 false", "Expected true or false here"}; }
Text must_be_date() { return {"这里应当是存在的日期，写作年-月-日", "Expected an existing date as year-month-day here"}; }
Text must_be_one_of(const std::string& words) {
  return {fmt::format("这里只能是：{}", words), fmt::format("Only these are accepted here: {}", words)};
}
Text not_in_year(int year) {
  return {fmt::format("日期不属于{}年的安排，或者先后颠倒", year), fmt::format("The days do not belong to {} or stand in the wrong order", year)};
}
Text year_out_of_reach(int earliest, int latest) {
  return {fmt::format("只能录入{}年至{}年的放假安排", earliest, latest),
          fmt::format("Only notices for the years {} to {} are accepted", earliest, latest)};
}
Text not_issued_yet() { return {"发文日期晚于今天", "The notice is dated later than today"}; }
Text no_days() { return {"至少写明一个休息日或者调休上班日", "At least one rest day or make-up workday is needed"}; }
Text too_many_days(std::int64_t most) {
  return {fmt::format("一段最多{}天，请核对起止日期", most), fmt::format("A row has at most {} days; check its first and last day", most)};
}
Text works_anyway(const std::string& day) {
  return {fmt::format("{}本来就是工作日，不能作为调休上班日", day), fmt::format("{} is a working day anyway and cannot be a make-up workday", day)};
}
Text rests_anyway(const std::string& day) {
  return {fmt::format("{}起的休息日本来就是周末，请核对日期", day),
          fmt::format("The rest days from {} on are a weekend anyway; check the date", day)};
}
Text repeated(const std::string& name) { return {fmt::format("“{}”重复出现", name), fmt::format("“{}” appears twice", name)}; }
Text must_be_name() { return {"这里只能用小写字母、数字和下划线", "Only lower-case letters, digits and underscores are accepted here"}; }
Text options_belong_to_choices() { return {"选择类字段必须列出选项，其他字段不能有选项", "A choice needs options, and only a choice has them"}; }
Text range_is_empty() { return {"上限小于下限", "The upper bound lies below the lower one"}; }
Text items_belong_to_lists() {
  return {"列表字段必须写明每项的字段，其他字段不能有", "A list needs the fields of one item, and only a list has them"};
}
Text operand_does_not_fit() { return {"比较的值类型不对", "The value compared with is of the wrong type"}; }
Text one_comparison() { return {"每个判断恰好写一种比较", "Exactly one comparison is expected"}; }
Text at_or_division() { return {"at 和 division 恰好写一个", "Exactly one of at and division is expected"}; }
Text check_or_judge() { return {"check 和 judge 恰好写一个", "Exactly one of check and judge is expected"}; }
Text slot_takes_nothing() {
  return {"材料必须允许至少一个文件，并写明大小上限和文件类型", "A material must take at least one file and state its size limit and types"};
}
Text final_has_no_holder() { return {"终结状态没有承办方", "A final state has no holder"}; }
Text bad_term_length() { return {"期限的长度和单位不相符", "The length of the term does not fit its unit"}; }
Text term_of_no_day() { return {"期限至少为一", "A term is at least one day, month or year long"}; }
Text unknown_file() { return {"不认识这个位置的文件", "A file in this place is not known"}; }
Text unknown_party(const std::string& party) { return {fmt::format("没有“{}”这一方", party), fmt::format("There is no party “{}”", party)}; }
Text must_be_called(const std::string& name) {
  return {fmt::format("名称应当与文件位置一致：{}", name), fmt::format("The name must follow the place of the file: {}", name)};
}
Text no_act(const std::string& act) { return {fmt::format("缺少 {}/act.yaml", act), fmt::format("{}/act.yaml is missing", act)}; }

}  // namespace zhidian::rules::sentences

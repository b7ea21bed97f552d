#include <fmt/format.h>

#include <iterator>

#include "rules/library.hpp"

namespace zhidian::rules {

namespace {

/// Writes an act for a reader in one language; Chinese unless English is asked for.
class Explanation {
 public:
  Explanation(const Library& library, const Act& act, bool is_english) : library_(library), act_(act), is_english_(is_english) {}

  std::string write() {
    line("{}", say(act_.title));
    line("{}  {}", say({"制定机关", "Issuer"}), say(act_.issuer));
    line("{}  {}", say({"版本", "Version"}), act_.version);
    if (!act_.number.empty()) line("{}  {}", say({"文号", "Number"}), act_.number);
    line("{}  {}", say({"施行", "In force from"}),
         act_.in_force_from ? base::print_date(*act_.in_force_from) : say({"日期未登记", "date not recorded"}));
    line("{}  {}", say({"内容摘要值", "Content hash"}), act_.hash);
    line("\n{}", say({"条文", "Articles"}));
    for (const Article& article : act_.articles) write_article(article);
    for (const Procedure& procedure : library_.procedures) {
      if (procedure.act_id == act_.id) write_procedure(procedure);
    }
    return std::move(out_);
  }

 private:
  template <class... Arguments>
  void line(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Arguments>(arguments)...);
    out_ += '\n';
  }
  std::string say(const Text& text) const { return is_english_ ? text.en : text.zh; }

  std::string cited(const std::vector<std::string>& cites) const {
    std::string numbers;
    for (const std::string& cite : cites) {
      const Article* article = act_.find_article(cite);
      numbers += (numbers.empty() ? "" : is_english_ ? ", " : "、") + (article != nullptr ? article->number : cite);
    }
    if (numbers.empty()) return {};
    return is_english_ ? " [" + numbers + "]" : "〔" + numbers + "〕";
  }

  std::string treatment(const Article& article) const {
    if (article.treatment == "bound") return say({"已落实", "bound"});
    if (article.treatment == "guidance") return say({"倡导", "guidance"});
    return say({"不由系统落实", "not automatable"});
  }

  void write_article(const Article& article) {
    line("  {}  {}  ({})", article.number, say(article.heading), treatment(article));
    line("      {}", say(article.summary));
    if (!article.reason.zh.empty()) line("      {}: {}", say({"理由", "reason"}), say(article.reason));
  }

  void write_procedure(const Procedure& procedure) {
    line("\n{}  {}", say({"程序", "Procedure"}), say(procedure.label));
    for (const Condition& condition : procedure.conditions)
      line("  {} {}{}", say({"条件", "condition"}), say(condition.label), cited(condition.cites));
    for (const Material& material : procedure.materials) line("  {} {}{}", say({"材料", "material"}), say(material.label), cited(material.cites));
    for (const State& state : procedure.states) write_state(procedure, state);
    for (const Term& term : procedure.terms) {
      line("  {} {} {} {}: {}{}", say({"期限", "term"}), say(term.label), term.length + term.fixed, term.unit, say(term.consequence),
           cited(term.cites));
    }
  }

  void write_state(const Procedure& procedure, const State& state) {
    line("  {} {}", say({"状态", "state"}), say(state.label));
    for (const Action& action : procedure.actions) {
      for (const std::string& from : action.from) {
        if (from != state.id) continue;
        const State* to = procedure.find_state(action.to);
        line("      {} → {}{}", say(action.label), to != nullptr ? say(to->label) : say(state.label), cited(action.cites));
      }
    }
    if (!state.remedy.zh.empty()) line("      {}: {}", say({"救济", "remedy"}), say(state.remedy));
  }

  const Library& library_;
  const Act& act_;
  bool is_english_;
  std::string out_;
};

}  // namespace

std::string explain(const Library& library, std::string_view act_id, std::string_view language) {
  const Act* act = library.find_act(act_id);
  return act == nullptr ? std::string{} : Explanation(library, *act, language.starts_with("en")).write();
}

}  // namespace zhidian::rules

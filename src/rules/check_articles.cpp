#include <set>

#include "rules/check.hpp"
#include "rules/sentences.hpp"
#include "rules/spelling.hpp"

namespace zhidian::rules {

namespace {

/// Follows every citation of one act's procedures and forms.
class CitationCheck {
 public:
  CitationCheck(const Act& act, Findings& findings) : act_(act), findings_(findings) {}

  void run() {
    for (const Procedure& procedure : findings_.law().procedures) {
      if (procedure.act_id == act_.id) follow_procedure(procedure);
    }
    for (const auto& [owner, form] : findings_.law().forms) {
      if (owner == act_.id) follow_form(form);
    }
    for (const auto& [key, rule] :
         {std::pair("cancels", &act_.cancels), std::pair("includes", &act_.includes), std::pair("recommends", &act_.recommends)})
      if (*rule) follow_number(act_.file, std::string("network.") + key, (*rule)->cites);
    for (const Article& article : act_.articles) account_for(article);
  }

 private:
  void follow(const std::string& file, const std::string& key, const std::vector<std::string>& cites) {
    for (const std::string& cite : cites) {
      cited_.insert(cite);
      if (act_.find_article(cite) != nullptr) continue;
      findings_.add("unknown_article", file, key, sentences::meant(sentences::unknown_article(cite), find_nearest(cite, names_of(act_.articles))));
    }
  }
  void follow_number(const std::string& file, const std::string& key, const std::vector<std::string>& cites) {
    follow(file, key, cites);
    if (cites.empty()) findings_.add("uncited_number", file, key, sentences::uncited_number());
  }

  void follow_procedure(const Procedure& procedure) {
    const std::string& file = procedure.file;
    if (procedure.grants) follow_number(file, "grants", procedure.grants->cites);
    if (procedure.window) follow_number(file, "window", procedure.window->cites);
    if (procedure.review) follow_number(file, "review", procedure.review->cites);
    for (const Body& body : procedure.bodies) follow(file, "bodies." + body.party, body.cites);
    for (const Condition& condition : procedure.conditions) follow_number(file, "conditions." + condition.id, condition.cites);
    for (const Material& material : procedure.materials) follow(file, "materials." + material.id, material.cites);
    for (const Term& term : procedure.terms) {
      const bool has_reason = !term.reason_without_article.zh.empty();
      const std::string key = "terms." + term.id;
      has_reason ? follow(file, key, term.cites) : follow_number(file, key, term.cites);
    }
    for (const Action& action : procedure.actions) follow_action(file, action);
  }

  void follow_action(const std::string& file, const Action& action) {
    const std::string key = "actions." + action.id;
    follow(file, key, action.cites);
    if (action.cites.empty() && action.reason_without_article.zh.empty()) findings_.add("uncited_action", file, key, sentences::uncited_action());
    if (action.bans) follow_number(file, key + ".bans", action.bans->cites);
    if (action.publicised) follow_number(file, key + ".publicised", action.publicised->cites);
    follow_fields(file, key + ".input", action.input, true);
  }

  void follow_form(const Form& form) {
    follow(form.file, "cites", form.cites);
    for (const Section& section : form.sections) {
      follow(form.file, "sections." + section.id, section.cites);
      follow_fields(form.file, "sections." + section.id + ".fields", section.fields, !section.cites.empty());
    }
  }
  /// A number of words or of items rests on the articles of the field, or of what it stands in.
  void follow_fields(const std::string& file, const std::string& key, const std::vector<Field>& fields, bool is_cited_above) {
    for (const Field& field : fields) {
      const bool is_cited = is_cited_above || !field.cites.empty();
      const bool has_number = field.target_words > 0 || (field.type == "list" && field.at_least > 0);
      if (has_number && !is_cited) findings_.add("uncited_number", file, key + "." + field.id, sentences::uncited_number());
      follow(file, key + "." + field.id, field.cites);
      follow_fields(file, key + "." + field.id + ".item", field.item, is_cited);
    }
  }

  void account_for(const Article& article) {
    const std::string key = "articles." + article.id;
    const bool is_bound = article.treatment == "bound";
    if (is_bound && !cited_.contains(article.id)) findings_.add("article_unaccounted", act_.file, key, sentences::bound_to_nothing(article.number));
    if (!is_bound && article.reason.zh.empty())
      findings_.add("article_unaccounted", act_.file, key, sentences::treatment_without_reason(article.number));
  }

  const Act& act_;
  Findings& findings_;
  std::set<std::string> cited_;
};

}  // namespace

void check_articles(Findings& findings) {
  for (const Act& act : findings.law().acts) CitationCheck(act, findings).run();
}

}  // namespace zhidian::rules

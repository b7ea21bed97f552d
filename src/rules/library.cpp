#include "rules/library.hpp"

#include <algorithm>

#include "base/id.hpp"
#include "rules/load.hpp"
#include "rules/sentences.hpp"

namespace zhidian::rules {

namespace {

enum class FileKind { vocabulary, act, procedure, form, scenario, unknown };

struct Located {
  FileKind kind = FileKind::unknown;
  std::string act_id;  // folder
  std::string stem;    // file name without .yaml
  std::string inner;   // path inside the act's folder
};

std::vector<std::string> split_path(std::string_view path) {
  std::vector<std::string> parts;
  while (true) {
    const auto slash = path.find('/');
    parts.emplace_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return parts;
    path.remove_prefix(slash + 1);
  }
}

FileKind kind_of_folder(std::string_view folder) {
  if (folder == "procedures") return FileKind::procedure;
  if (folder == "forms") return FileKind::form;
  if (folder == "scenarios") return FileKind::scenario;
  return FileKind::unknown;
}

/// Paths stand relative to the project (`regulations/<act>/…`, `procedures/…`) or to the folder of regulations itself.
Located locate(std::string_view path) {
  std::vector<std::string> parts = split_path(path);
  const auto root = std::find(parts.begin(), parts.end(), "regulations");
  if (root != parts.end()) parts.erase(parts.begin(), root + 1);
  Located located;
  located.stem = parts.back().substr(0, parts.back().size() - std::string_view(".yaml").size());
  if (parts.size() == 1 && located.stem == "vocabulary") located.kind = FileKind::vocabulary;
  if (parts.size() == 2 && parts[0] == "procedures") located.kind = FileKind::procedure;
  if (parts.size() == 2 && parts[0] != "procedures" && located.stem == "act") located.kind = FileKind::act;
  if (parts.size() == 3) located.kind = kind_of_folder(parts[1]);
  if (parts.size() >= 2 && parts[0] != "procedures") located.act_id = parts[0];
  for (std::size_t i = 1; i < parts.size(); ++i) located.inner += (i > 1 ? "/" : "") + parts[i];
  return located;
}

struct Parsed {
  const SourceFile* file;
  Located located;
  Node root;
  bool is_incomplete = false;  // it takes from a procedure that is not there
};

void remember_lines(const Node& node, const std::string& key, std::map<std::string, int>& lines) {
  if (!key.empty()) lines.emplace(key, node.line);
  const std::string prefix = key.empty() ? "" : key + ".";
  for (const auto& [name, member] : node.members) remember_lines(member, prefix + name, lines);
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const Node* id = node.items[i].find("id");
    remember_lines(node.items[i], prefix + (id != nullptr ? id->scalar : std::to_string(i)), lines);
  }
}

/// Reads what is known of a fact into the comparison, so that a finding can say it in words.
void label_check(Check& check, const Library& library, const Form* form) {
  for (Check& part : check.parts) label_check(part, library, form);
  if (const Fact* fact = library.find_fact(check.fact)) {
    check.label = fact->label;
    check.unit = fact->unit;
  }
  if (form == nullptr || !check.fact.starts_with("form.")) return;
  for (const Section& section : form->sections) {
    for (const Field& field : section.fields) {
      if (check.fact == "form." + section.id + "." + field.id) check.label = field.label;
    }
  }
}

class Loader {
 public:
  explicit Loader(Loaded& loaded) : loaded_(loaded) {}

  void load(const std::vector<SourceFile>& files) {
    for (const SourceFile& file : files) {
      if (file.path.ends_with(".yaml")) parse(file);
    }
    std::sort(parsed_.begin(), parsed_.end(), [](const Parsed& left, const Parsed& right) {
      return std::tie(left.located.kind, left.file->path) < std::tie(right.located.kind, right.file->path);
    });
    take_procedures();
    for (const Parsed& parsed : parsed_) read(parsed);
    finish_procedures();
    hash_acts();
  }

 private:
  void parse(const SourceFile& file) {
    Parsed parsed{&file, locate(file.path), {}, false};
    if (parsed.located.kind == FileKind::scenario) return;
    if (parsed.located.kind == FileKind::unknown) {
      loaded_.problems.push_back({"unknown_file", file.path, 1, {}, sentences::unknown_file(), {}});
      return;
    }
    const std::size_t before = loaded_.problems.size();
    parsed.root = read_yaml(file, loaded_.problems);
    if (parsed.root.kind == Node::Kind::null && loaded_.problems.size() > before) return;
    parsed_.push_back(std::move(parsed));
  }

  /// Lays every procedure over what it takes from another of its act.
  void take_procedures() {
    std::vector<Node> whole;
    for (const Parsed& parsed : parsed_) whole.push_back(taken(parsed, {}));
    for (std::size_t at = 0; at < parsed_.size(); ++at) {
      parsed_[at].is_incomplete = parsed_[at].root.kind == Node::Kind::map && whole[at].kind == Node::Kind::null;
      parsed_[at].root = std::move(whole[at]);
      remember_lines(parsed_[at].root, "", loaded_.law.lines[parsed_[at].file->path]);
    }
  }

  const Parsed* find_procedure(const std::string& act_id, const std::string& id) const {
    const auto found = std::ranges::find_if(parsed_, [&](const Parsed& each) {
      return each.located.kind == FileKind::procedure && each.located.act_id == act_id && each.located.stem == id;
    });
    return found == parsed_.end() || found->root.kind != Node::Kind::map ? nullptr : &*found;
  }

  /// `takers` take from this one, nearest last: what is wrong in it is told once, for itself.
  Node taken(const Parsed& parsed, std::vector<std::string> takers) {
    if (parsed.located.kind != FileKind::procedure || parsed.root.find("takes") == nullptr) return parsed.root;
    std::vector<Problem> problems;
    MapReader reader(parsed.root, "", *parsed.file, problems);
    Takes takes;
    reader.nested("takes", [&](MapReader& map) { takes = read_takes(map); });
    const bool is_first = takers.empty();
    takers.push_back(parsed.located.stem);
    const Parsed* other = std::ranges::find(takers, takes.from) == takers.end() ? find_procedure(parsed.located.act_id, takes.from) : nullptr;
    std::vector<std::string> missing;
    Node whole = other ? take_from(parsed.root, taken(*other, takers), takes, missing) : Node{};
    if (!other) missing.push_back(takes.from);
    for (const std::string& name : missing) reader.report("unknown_reference", "takes", sentences::takes_nothing(name));
    if (is_first) std::ranges::move(problems, std::back_inserter(loaded_.problems));
    return whole;
  }

  void read(const Parsed& parsed) {
    if (parsed.is_incomplete) return;  // a part alone would be read as full of holes
    MapReader reader(parsed.root, "", *parsed.file, loaded_.problems);
    if (parsed.root.kind != Node::Kind::map) return;
    Library& library = loaded_.law;
    switch (parsed.located.kind) {
      case FileKind::vocabulary: read_vocabulary(reader, library); break;
      case FileKind::act:
        library.acts.push_back(read_act(reader));
        check_name(reader, "act", library.acts.back().id, parsed.located.act_id);
        break;
      case FileKind::procedure: {
        library.procedures.push_back(read_procedure(reader));
        library.procedures.back().act_id = parsed.located.act_id;
        check_name(reader, "procedure", library.procedures.back().id, parsed.located.stem);
        break;
      }
      case FileKind::form:
        library.forms.emplace_back(parsed.located.act_id, read_form(reader));
        check_name(reader, "form", library.forms.back().second.id, parsed.located.stem);
        break;
      case FileKind::scenario:
      case FileKind::unknown: break;
    }
    reader.finish();
  }

  static void check_name(MapReader& reader, std::string_view key, std::string_view name, std::string_view expected) {
    if (name != expected || !is_name(name)) reader.report("schema", key, sentences::must_be_called(std::string(expected)));
  }

  void finish_procedures() {
    for (Procedure& procedure : loaded_.law.procedures) {
      const Act* act = loaded_.law.find_act(procedure.act_id);
      if (act != nullptr) procedure.act_version = act->version;
      if (act == nullptr && !procedure.act_id.empty()) {
        loaded_.problems.push_back({"schema", procedure.file, 1, {}, sentences::no_act(procedure.act_id), {}});
      }
      const Form* form = loaded_.law.find_form(procedure.act_id, procedure.form);
      for (Condition& condition : procedure.conditions) {
        if (condition.check) label_check(*condition.check, loaded_.law, form);
      }
    }
  }

  void hash_acts() {
    for (Act& act : loaded_.law.acts) {
      base::Value::Map contents;
      for (const Parsed& parsed : parsed_) {
        if (parsed.located.act_id == act.id) contents.insert_or_assign(parsed.located.inner, canonical_text(parsed.root));
      }
      act.hash = base::sha256_hex(base::print_json(contents));
    }
  }

  Loaded& loaded_;
  std::vector<Parsed> parsed_;
};

}  // namespace

Loaded load_library(const std::vector<SourceFile>& files) {
  Loaded loaded;
  Loader(loaded).load(files);
  return loaded;
}

}  // namespace zhidian::rules

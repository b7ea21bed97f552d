#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "rules/library.hpp"
#include "rules/yaml.hpp"

namespace zhidian::rules {

/// One thing that differs between two versions of an act. Items of a list are found by their id, not by their place.
struct Difference {
  enum class Kind { added, removed, changed };
  Kind kind = Kind::changed;
  std::string file;                // inside the act's folder: procedures/filing.yaml
  std::string at;                  // dotted key: conditions.full_time_staff.check.at_least
  std::string before, after;       // as the files write it; empty where there is none
  std::vector<std::string> cites;  // articles of the nearest rule around it, of both versions
};

/// What differs between the files of two acts, or of two versions of one: acts, procedures and forms, not scenarios. In the order of the
/// files. Problems of reading are the loader's to tell: a file that cannot be read counts as empty.
std::vector<Difference> list_differences(const std::vector<SourceFile>& before, const std::vector<SourceFile>& after);

/// A proposed change of single values: what the officer writes to ask *what if*.
///   change: {zh: …, en: …}
///   act: shenyang_outlet_2024
///   set:
///     - {file: procedures/filing.yaml, at: conditions.full_time_staff.check.at_least, to: 5}
struct ProposedChange {
  Text label;
  std::string act_id;
  struct Setting {
    std::string file, at;
    Node to;
    int line = 0;
  };
  std::vector<Setting> settings;
};
/// Reads a change file. Problems: as the loader's.
ProposedChange read_change(const SourceFile& file, std::vector<Problem>& problems);
/// The files with the change made. Problems: unknown_reference where a file or key is not there.
std::vector<SourceFile> apply_change(const std::vector<SourceFile>& files, const ProposedChange& change, const std::string& change_file,
                                     std::vector<Problem>& problems);

}  // namespace zhidian::rules

#pragma once
#include <array>
#include <span>
#include <string_view>

namespace zhidian::embedded {

/// A file the program carries inside itself; `path` is relative to its root folder.
struct File {
  std::string_view path;
  std::string_view bytes;
};

std::span<const File> regulations();      // regulations/**/*.yaml
std::span<const File> calendars();        // calendars/*.yaml
std::span<const File> collections();      // collections/*.yaml
std::span<const File> migrations();       // migrations/*.sql
std::span<const File> divisions();        // divisions/divisions.tsv
std::span<const File> vocabularies();     // patents.txt, trademarks.txt, indications.txt: what invented records are made of
std::span<const File> classifications();  // top_levels.yaml
std::span<const File> mark_tables();      // characters.txt: readings and look-alikes
std::span<const File> years();            // src/server/years.yaml
std::span<const File> web();              // web/dist, empty where the web application was not built
std::span<const File> interface();        // openapi.json, the served document

}  // namespace zhidian::embedded

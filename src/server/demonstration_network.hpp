#pragma once
#include <cstdint>

#include "base/id.hpp"
#include "files/files.hpp"
#include "http/http.hpp"
#include "rules/model.hpp"
#include "storage/storage.hpp"

namespace zhidian::server {

/// Password of every demonstration account; stands on the sign-in page.
inline constexpr const char* demonstration_password = "Zhidian-2026";

struct NetworkParts {
  storage::Database& database;
  files::Store& files;
  const http::Routes& routes;
  const rules::Library& law;
  base::Random& random;  // seeded: the same seed gives the same log root
};

/// Fills an empty store with authorities, invented institutions and their stories. Sets the business clock to the stories' present.
void build_demonstration_network(const NetworkParts& parts, int institutions);

}  // namespace zhidian::server

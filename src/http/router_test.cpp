#include "http/router.hpp"

#include <gtest/gtest.h>

#include <array>

namespace zhidian::http {
namespace {

using Segments = std::vector<std::string>;

Operation operation(std::string_view id, std::string_view method, std::string_view path) {
  return {id, method, path, "visitor", "", false, false, false, true, 1024, "read"};
}

class RouterTest : public testing::Test {
 protected:
  RouterTest() {
    const auto handler = [](Call&) -> base::Result<Response> { return no_content(); };
    for (const auto& [id, method, path] :
         std::initializer_list<std::array<std::string_view, 3>>{{"list", "GET", "/api/cases"},
                                                                {"create", "POST", "/api/cases"},
                                                                {"get", "GET", "/api/cases/{case_id}"},
                                                                {"download", "GET", "/api/cases/{case_id}/materials/{material_id}"},
                                                                {"remove", "DELETE", "/api/cases/{case_id}/materials/{material_id}"},
                                                                {"join", "POST", "/api/cases/{case_id}/materials/joined"}}) {
      routes_.add(operation(id, method, path), handler);
    }
  }
  std::string find(std::string_view method, const Segments& segments) const {
    const auto match = Router(routes_).find(method, segments);
    return match.operation ? std::string(match.operation->id) : "-" + match.allow;
  }
  Routes routes_;
};

TEST_F(RouterTest, FindsByMethodAndTemplate) {
  EXPECT_EQ(find("GET", {"api", "cases"}), "list");
  EXPECT_EQ(find("POST", {"api", "cases"}), "create");
  EXPECT_EQ(find("GET", {"api", "cases", "7"}), "get");
  EXPECT_EQ(find("GET", {"api", "cases", "7", "materials"}), "-");
  EXPECT_EQ(find("GET", {}), "-");
}

TEST_F(RouterTest, GivesThePathParameters) {
  const auto match = Router(routes_).find("GET", {"api", "cases", "7", "materials", "你"});
  EXPECT_EQ(match.parameters, (std::map<std::string, std::string, std::less<>>{{"case_id", "7"}, {"material_id", "你"}}));
}

TEST_F(RouterTest, PrefersTheLiteralSegment) {
  EXPECT_EQ(find("POST", {"api", "cases", "7", "materials", "joined"}), "join");
  EXPECT_EQ(find("GET", {"api", "cases", "7", "materials", "joined"}), "download");
}

TEST_F(RouterTest, NamesTheMethodsThatAreThere) {
  EXPECT_EQ(find("PUT", {"api", "cases"}), "-GET, HEAD, POST");
  EXPECT_EQ(find("PUT", {"api", "cases", "7", "materials", "joined"}), "-DELETE, GET, HEAD, POST");
}

TEST(SplitPath, DecodesSegments) {
  EXPECT_EQ(split_path("/"), Segments{});
  EXPECT_EQ(split_path("/a/%E4%BD%A0+b"), (Segments{"a", "你+b"}));
}

TEST(SplitPath, RefusesWhatCouldLeadElsewhere) {
  for (const auto* path : {"", "a", "/a//b", "/a/", "//", "/.", "/..", "/%2e%2E/a", "/a%2fb", "/a%5Cb", "/%00", "/%0a", "/%7f", "/%c0%ae",
                           "/%e0%80%af", "/%f5%80%80%80", "/%", "/%1", "/%g1"}) {
    EXPECT_EQ(split_path(path), std::nullopt) << path;
  }
}

}  // namespace
}  // namespace zhidian::http

#include "capabilities/ip_records/legal_events.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "capabilities/ip_records/generator.hpp"
#include "capabilities/ip_records/readers.hpp"
#include "capabilities/ip_records/tidy.hpp"
#include "query/test_collections.hpp"
#include "support/fresh_folder.hpp"
#include "support/reference_data.hpp"

namespace zhidian::ip_records {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(LegalEvents, OneTextEach) {
  EXPECT_EQ(print_event({"2013-05-08", "SE01", "实质审查的生效", "申请日：2012-05-31；主分类号 F04D"}),
            "2013-05-08 [SE01] 实质审查的生效 | 申请日：2012-05-31，主分类号 F04D");
  EXPECT_EQ(print_event({"2013-05-08", "", "授权", ""}), "2013-05-08 授权");
  for (const char* text : {"2013-05-08 [SE01] 实质审查的生效 | 申请日：2012-05-31", "2013-05-08 [AS]", "2013-05-08 授权", "2013-05-08 授权 | a | b"})
    EXPECT_EQ(print_event(*read_event(text)), text);
  EXPECT_EQ(print_event(*read_event("2013年5月8日授权")), "2013-05-08 授权");
  EXPECT_EQ(print_event(*read_event("20130508 [GR01]  Patent\ngrant")), "2013-05-08 [GR01] Patent grant");
  EXPECT_FALSE(read_event("授权 2013-05-08"));
  EXPECT_FALSE(read_event("2013-02-30 授权"));
}

TEST(LegalEvents, SeveralInACell) {
  EXPECT_THAT(split_events("2013-05-08 授权；2015.1.2 专利权的终止; 未缴年费;20170101 恢复\n2018年1月1日 终止\n见公告"),
              ElementsAre("2013-05-08 授权", "2015.1.2 专利权的终止; 未缴年费", "20170101 恢复", "2018年1月1日终止见公告"));
  EXPECT_THAT(split_events(""), IsEmpty());
  EXPECT_THAT(split_events(";；\n"), ElementsAre(";；"));
}

class TidiedEvents : public testing::Test {
 protected:
  static base::Result<Tidied> tidied(const std::vector<std::string>& events, query::Document document = {}) {
    document.values["legal_events"] = events;
    document.values.try_emplace("application_number", std::vector<std::string>{"201220249767.4"});
    return tidy(query::patents(), document);
  }
};

TEST_F(TidiedEvents, SortedByDayEachOnce) {
  const auto read = tidied({"2015-01-02 专利权的终止;2013-05-08 授权", "20130508 授权", "2013-13-08 公布", "2014-01-01", "不详"});
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->is_events_alone);
  EXPECT_EQ(read->document.key, "CN201220249767.4");
  EXPECT_THAT(read->document.values.at("legal_events"), ElementsAre("2013-05-08 授权", "2015-01-02 专利权的终止"));
  EXPECT_THAT(read->remarks, ElementsAre("ip_records.bad_date", "ip_records.empty_event"));
}

TEST_F(TidiedEvents, OfEventsAloneOnlyNumbersAndEvents) {
  const auto alone = tidied({"2015-01-02 终止"}, {"", {{"status", {"终止"}}, {"applied_on", {"2012-05-31"}}}});
  ASSERT_TRUE(alone);
  EXPECT_TRUE(alone->is_events_alone);
  EXPECT_THAT(alone->document.values, testing::SizeIs(2));
  EXPECT_THAT(alone->remarks, ElementsAre("ip_records.left_beside_events"));
  const auto whole = tidied({"2015-01-02 终止"}, {"", {{"title", {"水泵"}}, {"status", {"授权"}}}});
  ASSERT_TRUE(whole);
  EXPECT_FALSE(whole->is_events_alone);
  EXPECT_EQ(whole->document.values.at("status").front(), "granted") << "as it was imported, whatever the last event says";
  EXPECT_EQ(tidied({"不详"}).error().id, "ip_records.no_content");
  EXPECT_EQ(tidied({"2015-01-02 终止"}, {"", {{"application_number", {" "}}}}).error().id, "ip_records.no_number");
}

class LegalFiles : public testing::Test {
 protected:
  static std::vector<query::Document> read(const std::string& path) {
    std::vector<query::Document> documents;
    const auto take = [&](Read&& each) {
      EXPECT_FALSE(each.error) << each.error->id;
      auto tidied = tidy(query::patents(), each.document);
      EXPECT_TRUE(tidied) << tidied.error().id;
      if (tidied) documents.push_back(std::move(tidied->document));
      return true;
    };
    EXPECT_TRUE(read_records(path, query::patents(), {}, take));
    return documents;
  }
  std::vector<query::Document> read_text(const std::string& text) const { return read(folder_.write("legal", text)); }
  static const std::vector<std::string>& events_of(const query::Document& document) { return document.values.at("legal_events"); }

  support::FreshFolder folder_;
};

TEST_F(LegalFiles, OfCnipa) {
  const auto record = [](const std::string& day, const std::string& rest) {
    return "<b:PRSRecord><b:ApplicationReference dataFormat=\"standard\"><a:DocumentID><a:WIPOST3Code>CN</a:WIPOST3Code><a:DocNumber>00201510163325"
           "</a:DocNumber></a:DocumentID></b:ApplicationReference><b:ApplicationReference dataFormat=\"original\"><a:DocumentID><a:WIPOST3Code>CN"
           "</a:WIPOST3Code><a:DocNumber>201510163325.6</a:DocNumber></a:DocumentID></b:ApplicationReference><b:PRSPublicationDate><a:Date>" +
           day + "</a:Date></b:PRSPublicationDate>" + rest + "</b:PRSRecord>";
  };
  const auto documents =
      read_text("<?xml version=\"1.0\"?><b:PRS xmlns:b=\"urn:b\" xmlns:a=\"urn:a\">" +
                record("20150812", "<b:PRSCode>SE01</b:PRSCode><b:PRSInformation>实质审查的生效;申请日:20150408</b:PRSInformation>") +
                record("20231003", "<b:PRSCode>授权</b:PRSCode><b:PRSInformation>授权</b:PRSInformation>") + "</b:PRS>");
  ASSERT_EQ(documents.size(), 2U);
  EXPECT_EQ(documents[0].key, "CN201510163325.6");
  EXPECT_THAT(events_of(documents[0]), ElementsAre("2015-08-12 [SE01] 实质审查的生效,申请日:20150408"));
  EXPECT_THAT(events_of(documents[1]), ElementsAre("2023-10-03 授权"));
}

const std::string member =
    R"(<ops:family-member family-id="1"><publication-reference><document-id document-id-type="docdb"><country>EP</country><doc-number>1999999</doc-number><kind>A1</kind><date>20000517</date></document-id></publication-reference>
<application-reference><document-id document-id-type="docdb"><country>EP</country><doc-number>99999999</doc-number><kind>A</kind><date>19991108</date></document-id></application-reference>
<priority-claim><document-id document-id-type="docdb"><country>NL</country><doc-number>1010536</doc-number></document-id></priority-claim>EXCHANGE
<ops:legal code="17Q " desc="FIRST EXAMINATION"><ops:L007EP>2002-06-05</ops:L007EP><ops:L500EP><ops:L525EP desc="Effective DATE">20020423</ops:L525EP><ops:L502EP desc="Ref" descData="TAKES EFFECT">EP</ops:L502EP></ops:L500EP></ops:legal>
<ops:legal code="AK  " desc="DESIGNATED"><ops:L007EP>2001-02-12</ops:L007EP></ops:legal></ops:family-member>)";

std::string ops_file(std::string_view exchange) {
  std::string text = member;
  text.replace(text.find("EXCHANGE"), 8, exchange);
  return "<?xml version=\"1.0\"?><ops:world-patent-data xmlns:ops=\"http://ops.epo.org\"><ops:patent-family>" + text +
         "</ops:patent-family></ops:world-patent-data>";
}

TEST_F(LegalFiles, OfTheEpo) {
  const auto documents = read_text(ops_file(""));
  ASSERT_EQ(documents.size(), 1U);
  EXPECT_EQ(documents[0].key, "EP1999999A1");
  EXPECT_THAT(documents[0].values.at("application_number"), ElementsAre("EP99999999A"));
  EXPECT_FALSE(documents[0].values.contains("priority"));
  EXPECT_THAT(events_of(documents[0]),
              ElementsAre("2001-02-12 [AK] DESIGNATED", "2002-06-05 [17Q] FIRST EXAMINATION | Effective DATE 20020423, Ref EP (TAKES EFFECT)"));
}

TEST_F(LegalFiles, OfTheEpoWithBibliography) {
  const auto documents = read_text(ops_file(
      R"(<exchange-document country="EP" doc-number="1999999" kind="A1"><bibliographic-data><publication-reference><document-id document-id-type="docdb"><country>EP</country><doc-number>1999999</doc-number><kind>A1</kind><date>20000517</date></document-id></publication-reference><invention-title lang="en">Pump</invention-title></bibliographic-data></exchange-document>)"));
  ASSERT_EQ(documents.size(), 1U);
  EXPECT_EQ(documents[0].values.at("title").front(), "Pump");
  EXPECT_EQ(events_of(documents[0]).size(), 2U);
}

TEST_F(LegalFiles, RealAnswersOfTheEpo) {
  const auto sample = [](const std::string& name) {
    return support::reference("patents/xml_samples/epo_ops_legal_fixtures_example_" + name + ".xml");
  };
  if (sample("1").empty()) GTEST_SKIP() << "the reference data is not on this machine";
  const auto european = read(sample("1"));
  ASSERT_EQ(european.size(), 1U);
  EXPECT_EQ(european[0].key, "EP1000000A1");
  EXPECT_EQ(events_of(european[0]).size(), 50U);
  EXPECT_THAT(events_of(european[0]).front(), testing::StartsWith("2000-03-31 [PUAI] "));
  EXPECT_THAT(events_of(european[0]), testing::Contains(testing::AllOf(testing::StartsWith("2002-06-05 [17Q] "), testing::EndsWith("20020423"))));
  EXPECT_THAT(events_of(european[0]).back(), testing::StartsWith("2014-06-07 [TPAB] "));
  const auto american = read(sample("3"));
  ASSERT_EQ(american.size(), 1U);
  EXPECT_EQ(american[0].key, "US10465445B2");
  EXPECT_THAT(american[0].values.at("application_number"), ElementsAre("US201815919370A"));
  EXPECT_EQ(events_of(american[0]).size(), 14U);
  EXPECT_THAT(events_of(american[0]).back(), testing::StartsWith("2020-10-27 [IPR] "));
}

TEST(Generator, InventsEventsThatFitTheRecord) {
  std::ostringstream vocabulary;
  vocabulary << std::ifstream(ZHIDIAN_SOURCE_DIR "/src/capabilities/ip_records/vocabulary/patents.txt").rdbuf();
  const PatentGenerator generator(vocabulary.str(), 7);
  const std::map<std::string, std::string> last = {{"published", "PB01"}, {"examined", "SE01"}, {"withdrawn", "WD01"},  {"refused", "RJ01"},
                                                   {"ceased", "CF01"},    {"expired", "CX01"},  {"invalidated", "IW01"}};
  std::map<std::string, int> seen;
  for (std::uint64_t number = 0; number < 3000; ++number) {
    const query::Document document = generator.make(number);
    const auto& events = document.values.at("legal_events");
    const std::string status = document.values.at("status").front();
    ++seen[status];
    std::string before = document.values.at("applied_on").front();
    for (const std::string& each : events) {
      const auto event = read_event(each);
      ASSERT_TRUE(event) << each;
      EXPECT_GT(event->day, before) << number << " " << each;
      before = event->day;
      const char* of_day = event->code == "GR01"                                              ? "granted_on"
                           : event->code == "PB01" && !document.values.contains("granted_on") ? "published_on"
                                                                                              : nullptr;
      if (of_day) {
        EXPECT_EQ(event->day, document.values.at(of_day).front()) << number;
      }
    }
    const std::string code = read_event(events.back())->code;
    const bool fits = last.contains(status) ? code == last.at(status) : code == "GR01" || code == "TR01";
    EXPECT_TRUE(fits) << number << " " << status << " " << code;
  }
  EXPECT_EQ(seen.size(), 8U);
}

}  // namespace
}  // namespace zhidian::ip_records

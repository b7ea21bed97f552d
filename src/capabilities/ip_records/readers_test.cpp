#include "capabilities/ip_records/readers.hpp"

#include <gmock/gmock.h>
#include <zip.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>

#include "query/test_collections.hpp"

namespace zhidian::ip_records {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

class Readers : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("zhidian_readers_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& bytes) const {
    const std::string path = folder_ / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  std::string write_gzip(const std::string& name, const std::string& bytes) const {
    const std::string path = folder_ / name;
    gzFile file = gzopen(path.c_str(), "wb");
    gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
    gzclose(file);
    return path;
  }
  std::string write_zip(const std::string& name, const std::vector<std::pair<std::string, std::string>>& files) const {
    const std::string path = folder_ / name;
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    for (const auto& [entry, bytes] : files)
      zip_file_add(archive, entry.c_str(), zip_source_buffer(archive, bytes.data(), bytes.size(), 0), ZIP_FL_ENC_UTF_8);
    zip_close(archive);
    return path;
  }
  /// Reads all; `error` holds what ended the reading early.
  std::vector<Read> read(const std::string& path, const Mapping& mapping = {}) {
    std::vector<Read> records;
    const auto done = read_records(path, query::test_collections().at("patents"), mapping, [&](Read&& each) {
      records.push_back(std::move(each));
      return true;
    });
    error = done ? "" : done.error().id;
    return records;
  }
  static std::string id_of(const Read& read) { return read.error ? read.error->id : ""; }

  std::string error;
  std::filesystem::path folder_;
};

TEST_F(Readers, JsonLinesGoOnBehindABadOne) {
  const auto records = read(write("a.jsonl",
                                  "\xEF\xBB\xBF{\"key\":\"K1\",\"title\":\"水泵\",\"applicant\":[\"甲\",\"乙\"]}\r\n\n{\"title\":\n[1]\n"
                                  "{\"title\":{\"zh\":1}}\n{\"title\":\"水\xFF泵\"}\n{\"title\":\"电机\"}"));
  ASSERT_THAT(records, SizeIs(6));
  EXPECT_EQ(records[0].document.key, "K1");
  EXPECT_THAT(records[0].document.values.at("applicant"), ElementsAre("甲", "乙"));
  EXPECT_EQ(id_of(records[1]), "ip_records.broken_json");
  EXPECT_EQ(id_of(records[2]), "ip_records.not_an_object");
  EXPECT_EQ(id_of(records[3]), "ip_records.not_a_text");
  EXPECT_EQ(id_of(records[4]), "ip_records.broken_text");
  EXPECT_EQ(records[5].document.values.at("title").front(), "电机");
}

TEST_F(Readers, ALineWithoutEndIsOneBadRecord) {
  const auto records = read(write("a.jsonl", "{\"title\":\"" + std::string(6U << 20, 'x') + "\"}\n{\"title\":\"电机\"}\n"));
  ASSERT_THAT(records, SizeIs(2));
  EXPECT_EQ(id_of(records[0]), "ip_records.record_too_long");
  EXPECT_EQ(id_of(records[1]), "");
}

TEST_F(Readers, TablesInGb18030WithQuotedLineBreaks) {
  // 申请号,名称,申请（专利权）人 / 201220249767.4,"水\n泵",甲;乙
  const auto records = read(write("a.csv",
                                  "\xC9\xEA\xC7\xEB\xBA\xC5,\xC3\xFB\xB3\xC6,\xC9\xEA\xC7\xEB\xA3\xA8\xD7\xA8\xC0\xFB\xC8\xA8\xA3\xA9\xC8\xCB\r\n"
                                  "201220249767.4,\"\xCB\xAE\r\n\xB1\xC3\",\xBC\xD7;\xD2\xD2\r\n"));
  ASSERT_THAT(records, SizeIs(1));
  const auto& values = records[0].document.values;
  EXPECT_EQ(values.at("title").front(), "水\n泵");
  EXPECT_EQ(values.at("applicant").front(), "甲;乙");
  EXPECT_EQ(values.at("application_number").front(), "201220249767.4");
}

TEST_F(Readers, TablesWithTheHeadOfCnipr) {
  const auto records =
      read(write("a.csv",
                 "申请号,公开（公告）号,公开（公告）日,申请日,专利号,名称,主分类号,分类号,优先权,申请（专利权）人,发明（设计）人,地址,"
                 "专利代理机构,代理人,摘要,主权项\n"
                 "CN201220249767.4,CN202644312U,2013.01.02,2012.05.31,CN201220249767.4,水泵,F04D1/00(2006.01)I,F04D1/00(2006.01)I,,"
                 "甲公司,张三;李四,226634 江苏省南通市,某某事务所 32243,王五,\"摘要,含逗号和\"\"引号\"\"\",权利要求\n"
                 "一,二,三,四,五,六,七,八,九,十,1,2,3,4,5,6,7,8\n"));
  ASSERT_THAT(records, SizeIs(2));
  const auto& values = records[0].document.values;
  EXPECT_EQ(values.at("publication_number").front(), "CN202644312U");
  EXPECT_EQ(values.at("abstract").front(), "摘要,含逗号和\"引号\"");
  EXPECT_EQ(values.at("address").front(), "226634 江苏省南通市");
  EXPECT_THAT(values.at("ipc"), SizeIs(2));
  EXPECT_EQ(id_of(records[1]), "ip_records.too_many_cells");
}

TEST_F(Readers, TablesByAMapping) {
  const auto path = write("a.csv", "编号;标的\nCN202644312U;水泵\n");
  EXPECT_THAT(read(path), SizeIs(0));
  EXPECT_EQ(error, "ip_records.no_known_column");
  const auto records = read(path, {{"编号", "publication_number"}, {"标的", "title"}});
  ASSERT_THAT(records, SizeIs(1));
  EXPECT_EQ(records[0].document.values.at("title").front(), "水泵");
}

const std::string cnipa =
    R"(<?xml version="1.0" encoding="UTF-8"?><business:PatentDocumentAndRelated xmlns:business="urn:b" xmlns:base="urn:a" country="CN" docNumber="999000123" kind="B" datePublication="20231003"><business:BibliographicData>
<business:ApplicationReference dataFormat="standard"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>00201510163325</base:DocNumber></base:DocumentID></business:ApplicationReference>
<business:ApplicationReference dataFormat="original"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>201510163325.6</base:DocNumber><base:Date>20150408</base:Date></base:DocumentID></business:ApplicationReference>
<business:ClassificationIPCRDetails><business:ClassificationIPCR sequence="1"><base:Text>G09G 5/10 (2006.01)</base:Text></business:ClassificationIPCR></business:ClassificationIPCRDetails>
<business:InventionTitle>显示屏的调光方法</business:InventionTitle>
<business:Parties><business:ApplicantDetails><business:Applicant><base:AddressBook><base:Name>虚构显示有限公司</base:Name><base:Address><base:Text>300308 天津市东丽区</base:Text></base:Address></base:AddressBook></business:Applicant></business:ApplicantDetails>
<business:InventorDetails><business:Inventor><base:AddressBook><base:Name>张三</base:Name></base:AddressBook></business:Inventor><business:Inventor><base:AddressBook><base:Name>李四</base:Name></base:AddressBook></business:Inventor></business:InventorDetails>
<business:AgentDetails><business:Agent><base:AddressBook><base:Name>王五</base:Name></base:AddressBook><business:Agency><base:AddressBook><base:OrganizationName>虚构代理有限公司 12107</base:OrganizationName></base:AddressBook></business:Agency></business:Agent></business:AgentDetails></business:Parties></business:BibliographicData>
<business:Abstract><base:Paragraphs>一种调光方法。</base:Paragraphs></business:Abstract><business:Claims><business:Claim num="1"><business:ClaimText>1.一种方法。</business:ClaimText></business:Claim></business:Claims>
<business:Description><base:Paragraphs>不读</base:Paragraphs></business:Description></business:PatentDocumentAndRelated>
)";

TEST_F(Readers, CnipaInAZipBesideFigures) {
  const auto records = read(write_zip("a.zip", {{"x/1.TIF", "II*"}, {"x/1.XML", cnipa}, {"x/2.xml", "<broken"}, {"x/3.xml", cnipa}}));
  EXPECT_EQ(error, "");
  ASSERT_THAT(records, SizeIs(3));
  const auto& values = records[0].document.values;
  EXPECT_EQ(values.at("publication_number").front(), "CN999000123B");
  EXPECT_EQ(values.at("application_number").front(), "CN201510163325.6");
  EXPECT_EQ(values.at("applied_on").front(), "20150408");
  EXPECT_EQ(values.at("granted_on").front(), "20231003");
  EXPECT_EQ(values.at("title").front(), "显示屏的调光方法");
  EXPECT_THAT(values.at("ipc"), ElementsAre("G09G5/10"));
  EXPECT_THAT(values.at("applicant"), ElementsAre("虚构显示有限公司"));
  EXPECT_THAT(values.at("inventor"), ElementsAre("张三", "李四"));
  EXPECT_THAT(values.at("agent"), ElementsAre("王五"));
  EXPECT_THAT(values.at("agency"), ElementsAre("虚构代理有限公司 12107"));
  EXPECT_EQ(values.at("address").front(), "300308 天津市东丽区");
  EXPECT_EQ(values.at("abstract").front(), "一种调光方法。");
  EXPECT_EQ(values.at("claims").front(), "1.一种方法。");
  EXPECT_EQ(id_of(records[1]), "ip_records.broken_xml");
  EXPECT_EQ(id_of(records[2]), "");
}

TEST_F(Readers, DocumentsOneAfterAnother) {
  const auto records = read(write("a.xml", cnipa + "<?xml version=\"1.0\"?>\n<business:PatentDocumentAndRelated><open>" + cnipa + cnipa));
  ASSERT_THAT(records, SizeIs(4));
  EXPECT_EQ(id_of(records[1]), "ip_records.broken_xml");
  EXPECT_EQ(records[3].document.values.at("publication_number").front(), "CN999000123B");
}

TEST_F(Readers, GrantsOfTheUspto) {
  const auto records =
      read(write("g.xml", R"(<?xml version="1.0"?><!DOCTYPE us-patent-grant SYSTEM "us.dtd" [ ]><us-patent-grant><us-bibliographic-data-grant>
<publication-reference><document-id><country>US</country><doc-number>09000123</doc-number><kind>B2</kind><date>20150106</date></document-id></publication-reference>
<application-reference><document-id><country>US</country><doc-number>13600001</doc-number><date>20121009</date></document-id></application-reference>
<classifications-ipcr><classification-ipcr><section>G</section><class>06</class><subclass>F</subclass><main-group>15</main-group><subgroup>16</subgroup></classification-ipcr></classifications-ipcr>
<invention-title>Pump &#38; seal</invention-title><us-parties><us-applicants><us-applicant><addressbook><orgname>Invented Inc.</orgname></addressbook></us-applicant></us-applicants>
<inventors><inventor><addressbook><last-name>Doe</last-name><first-name>Ann</first-name></addressbook></inventor></inventors></us-parties>
<us-references-cited><us-citation><patcit><document-id><country>US</country><doc-number>2007/0140112</doc-number><kind>A1</kind></document-id></patcit></us-citation></us-references-cited>
</us-bibliographic-data-grant><abstract><p>A <i>pump</i>.</p></abstract><claims><claim><claim-text>1. A pump.</claim-text></claim></claims></us-patent-grant>)"));
  ASSERT_THAT(records, SizeIs(1));
  const auto& values = records[0].document.values;
  EXPECT_EQ(values.at("publication_number").front(), "US9000123B2");
  EXPECT_EQ(values.at("title").front(), "Pump & seal");
  EXPECT_THAT(values.at("ipc"), ElementsAre("G06F15/16"));
  EXPECT_THAT(values.at("applicant"), ElementsAre("Invented Inc."));
  EXPECT_THAT(values.at("inventor"), ElementsAre("Ann Doe"));
  EXPECT_THAT(values.at("cites"), ElementsAre("US20070140112A1"));
  EXPECT_EQ(values.at("abstract").front(), "A pump.");
}

TEST_F(Readers, EntitiesAreNeverExpanded) {
  const auto records = read(write("bomb.xml",
                                  "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>"
                                  "<PatentDocumentAndRelated><InventionTitle>&b;</InventionTitle></PatentDocumentAndRelated>"));
  ASSERT_THAT(records, SizeIs(1));
  EXPECT_EQ(id_of(records[0]), "ip_records.declares_entities");
}

TEST_F(Readers, OtherXmlIsSaidToBeUnknown) {
  const auto records = read(write("a.xml", "<html><body/></html>"));
  ASSERT_THAT(records, SizeIs(1));
  EXPECT_EQ(id_of(records[0]), "ip_records.unknown_format");
}

TEST_F(Readers, ArchivesInsideAnArchive) {
  const auto bytes_of = [&](const std::vector<std::pair<std::string, std::string>>& files) {
    std::ostringstream bytes;
    bytes << std::ifstream(write_zip("inner.zip", files), std::ios::binary).rdbuf();
    return bytes.str();
  };
  const std::string first = "{\"title\":\"水泵\"}\n", second = "{\"title\":\"电机\"}\n", third = "{\"title\":\"端盖\"}\n";
  const std::string innermost = bytes_of({{"c.jsonl", third}});
  const std::string inner = bytes_of({{"a.jsonl", first}, {"deeper.ZIP", innermost}});
  const auto records = read(write_zip("a.zip", {{"day/one.zip", inner}, {"b.jsonl", second}}));
  ASSERT_THAT(records, SizeIs(3));
  EXPECT_EQ(records[1].document.values.at("title").front(), "端盖");
  read(write_zip("deep.zip", {{"one.zip", bytes_of({{"two.zip", inner}})}}));
  EXPECT_EQ(error, "ip_records.packed_too_deep");
  read(write_zip("cut.zip", {{"one.zip", inner.substr(0, 60)}}));
  EXPECT_EQ(error, "ip_records.damaged_archive");
  const std::string many = bytes_of({{"a.jsonl", first + std::string(15U << 20, ' ')}, {"b.jsonl", first + std::string(15U << 20, ' ')}});
  read(write_zip("bomb.zip", {{"one.zip", many}}));
  EXPECT_EQ(error, "ip_records.unpacks_without_end");
}

TEST_F(Readers, GzipAndWhatUnpacksWithoutEnd) {
  EXPECT_THAT(read(write_gzip("a.jsonl.gz", "{\"title\":\"水泵\"}\n")), SizeIs(1));
  EXPECT_EQ(error, "");
  read(write_gzip("bomb.gz", "{\"title\":\"a\"}\n" + std::string(20U << 20, ' ')));
  EXPECT_EQ(error, "ip_records.unpacks_without_end");
  read(write_zip("bomb.zip", {{"a.jsonl", "{\"title\":\"a\"}\n" + std::string(20U << 20, ' ')}}));
  EXPECT_EQ(error, "ip_records.unpacks_without_end");
  std::string cut;
  for (int i = 0; i < 20000; ++i) cut += "{\"title\":\"" + std::to_string(i * 7919LL) + "\"}\n";
  const std::string path = write_gzip("cut.gz", cut);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  EXPECT_FALSE(read(path).empty());
  EXPECT_EQ(error, "ip_records.damaged_archive");
}

TEST_F(Readers, TextInUtf16) { EXPECT_THAT(read(write("a.jsonl", std::string("\xFF\xFE{\0\"\0t\0\"\0:\0\"\0\x34\x6C\"\0}\0", 20))), SizeIs(1)); }

}  // namespace
}  // namespace zhidian::ip_records

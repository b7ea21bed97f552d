#pragma once
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace zhidian::files {

inline std::string read_all(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

/// A PDF of these objects (number 1 is the catalogue), with a right cross-reference table.
inline std::string make_pdf(const std::vector<std::string>& objects) {
  std::string pdf = "%PDF-1.4\n", table;
  for (std::size_t index = 0; index < objects.size(); ++index) {
    auto place = std::to_string(pdf.size());
    table += std::string(10 - place.size(), '0') + place + " 00000 n \n";
    pdf += std::to_string(index + 1) + " 0 obj\n" + objects[index] + "\nendobj\n";
  }
  auto start = std::to_string(pdf.size()), count = std::to_string(objects.size() + 1);
  return pdf + "xref\n0 " + count + "\n0000000000 65535 f \n" + table + "trailer\n<< /Size " + count + " /Root 1 0 R >>\nstartxref\n" + start +
         "\n%%EOF\n";
}

inline std::string stream(const std::string& head, const std::string& content) {
  return "<< " + head + " /Length " + std::to_string(content.size()) + " >>\nstream\n" + content + "\nendstream";
}

/// So many pages of 200 × 100 points, the left half black.
inline std::string make_pages(int pages) {
  std::string kids;
  for (int page = 0; page < pages; ++page) kids += std::to_string(4 + page) + " 0 R ";
  std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R >>",
                                   "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages) + " >>",
                                   stream("", "0 g 0 0 100 100 re f")};
  for (int page = 0; page < pages; ++page) objects.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 3 0 R >>");
  return make_pdf(objects);
}

/// A small file whose one page draws a form ten times, which draws a form ten times, …: 10^12 rectangles.
inline std::string make_pdf_bomb() {
  std::string calls, many;
  for (int call = 0; call < 10; ++call) calls += "/F Do ";
  std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                                   "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>",
                                   stream("", calls)};
  for (int depth = 0; depth < 11; ++depth) {
    auto next = std::to_string(6 + depth) + " 0 R";
    objects.push_back(stream("/Type /XObject /Subtype /Form /BBox [0 0 200 100] /Resources << /XObject << /F " + next + " >> >>", calls));
  }
  objects.push_back(stream("/Type /XObject /Subtype /Form /BBox [0 0 200 100]", "0 0 1 1 re f"));
  return make_pdf(objects);
}

}  // namespace zhidian::files

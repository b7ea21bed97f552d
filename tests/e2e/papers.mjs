// Papers a person holds when they sit down to apply: small real PDF files, and a registration code with its check digit.

/** A PDF of one page with a line of text on it. */
export function pdf(text) {
  const stream = `BT /F1 18 Tf 72 720 Td (${text.replaceAll(/[()\\]/g, '')}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const start = body.length
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`
  return Buffer.from(`${body}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`, 'latin1')
}

/** A file as the file chooser hands it over. */
export const paper = (name) => ({ name: `${name}.pdf`, mimeType: 'application/pdf', buffer: pdf(name) })

const digits = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** The 18 characters of a unified social credit code from its first 17 (GB 32100). */
export function creditCode(first) {
  const sum = [...first].reduce((total, character, index) => total + digits.indexOf(character) * (3 ** index % 31), 0)
  return first + digits[(31 - (sum % 31)) % 31]
}

/** Chinese text of about so many characters, no two sentences alike. */
export function prose(subject, characters) {
  let text = ''
  for (let number = 1; text.length < characters; number++) text += `${subject}的第${number}点：面向中小微企业和科研人员提供检索、咨询和培训，每季度总结一次做法和成效。`
  return text.slice(0, characters)
}

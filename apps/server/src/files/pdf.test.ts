import { describe, expect, it } from 'vitest';
import { packed, pdf } from '../testing/files.ts';
import { faultOfPdf } from './pdf.ts';

/** So many bytes of one pattern between a first line and an end mark. */
const filled = (pattern: string, size: number): Buffer =>
  Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size, pattern), Buffer.from('\n%%EOF\n')]);

/** What looking through it asks of the processor, in microseconds; less than can be told apart is called as much. */
function workOn(bytes: Buffer): number {
  const before = process.cpuUsage();
  faultOfPdf(bytes);
  return Math.max(process.cpuUsage(before).user, 20_000);
}

describe('[FS4] a PDF is looked through', () => {
  it.each([
    ['packed as usual', pdf(packed('5 0 << /Type /Catalog >>'))],
    [
      'packed with its filter in a list, and more of the same',
      pdf(
        packed('5 0 << >>', {
          says: '/Type/ObjStm/N 1/First 4/Extends 9 0 R/Filter[/FlateDecode]',
        }),
      ),
    ],
    [
      'with an outline, its titles and a form that is only printed',
      pdf(
        '<< /Type /Outlines /First 5 0 R /Last 5 0 R /Count 1 >>',
        '<< /Title (\\(1\\) >> stream) /Parent 4 0 R /First 6 0 R /Dest [3 0 R /Fit] >>',
        '<< /Title <FEFF4E00> /Parent 5 0 R /A << /S /URI /URI (https://example.org) >> >>',
        '<< /Fields [] /NeedAppearances true >>',
      ),
    ],
  ])('and kept: %s', (_, bytes) => {
    expect(faultOfPdf(bytes)).toBeNull();
  });

  const archive = Buffer.from(`PK\x05\x06${'\0'.repeat(18)}`, 'latin1');
  it.each([
    ['an archive behind its end', Buffer.concat([pdf(), archive])],
    ['an archive with a remark', Buffer.concat([archive, Buffer.alloc(60_000, 32), pdf()])],
    ['a page behind its end', Buffer.concat([pdf(), Buffer.from('<html><script>alert(1)</script>')])],
    ['a drawing behind its end', Buffer.concat([pdf(), Buffer.from('\n<?xml version="1.0"?>')])],
  ])('and refused: %s', (_, bytes) => {
    expect(faultOfPdf(bytes)).toBe('another');
  });
  it('what writers leave behind the end is nothing else', () => {
    expect(faultOfPdf(Buffer.concat([pdf(), Buffer.from('\r\n\0\0% made by a scanner\n')]))).toBeNull();
  });

  it.each([
    '/a ',
    '/#41',
    '/ObjStm ',
    '/First ',
    '<</First 1>>',
    '<</First>>% ',
    '1 0 obj<</First 4/Filter/FlateDecode>>stream\n',
    '(/ObjStm',
    '<</ObjStm<<',
  ])('eight times as long is eight times the work, however many “%s” it holds', (pattern) => {
    workOn(filled(pattern, 1 << 20));
    // Sixty-four times the work where every name reads the rest of the file.
    expect(workOn(filled(pattern, 16 << 20)) / workOn(filled(pattern, 2 << 20))).toBeLessThan(25);
  });
});

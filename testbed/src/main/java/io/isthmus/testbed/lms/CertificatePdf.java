package io.isthmus.testbed.lms;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** A certificate as a PDF of one page: small, valid, and with the person's name in it. */
final class CertificatePdf {

    private static final Charset WIN_ANSI = Charset.forName("windows-1252");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private final LmsState state;

    CertificatePdf(LmsState state) {
        this.state = state;
    }

    byte[] of(LmsCertificate issue) {
        LmsUser user = state.user(issue.userId()).orElseThrow();
        LmsModule module = state.module("customcert", issue.customcertId()).orElseThrow();
        LmsCourse course = state.course(module.courseId()).orElseThrow();
        String day = Instant.ofEpochSecond(issue.timeCreated())
                .atOffset(ZoneOffset.UTC)
                .format(DAY);
        byte[] page = page(List.of(
                new Line(30, 430, module.name()),
                new Line(16, 360, "This is to certify that"),
                new Line(34, 305, user.fullname()),
                new Line(16, 255, "has completed the course"),
                new Line(22, 215, course.fullname()),
                new Line(14, 150, day),
                new Line(11, 90, "Code " + issue.code())));
        return document(page, module.name() + ": " + user.fullname());
    }

    /** @param y points from the bottom edge */
    private record Line(int size, int y, String text) {}

    private static byte[] page(List<Line> lines) {
        var content = new ByteArrayOutputStream();
        content.writeBytes(ascii("0.04 0.36 0.55 RG 6 w 24 24 794 547 re S\n"));
        for (Line line : lines) {
            byte[] text = line.text().getBytes(WIN_ANSI);
            long x = Math.max(40, Math.round(421 - text.length * line.size() * 0.25));
            content.writeBytes(ascii("BT /F1 " + line.size() + " Tf " + x + " " + line.y() + " Td ("));
            content.writeBytes(escaped(text));
            content.writeBytes(ascii(") Tj ET\n"));
        }
        return content.toByteArray();
    }

    private static byte[] escaped(byte[] text) {
        var escaped = new ByteArrayOutputStream();
        for (byte one : text) {
            if (one == '(' || one == ')' || one == '\\') {
                escaped.write('\\');
            }
            escaped.write(one);
        }
        return escaped.toByteArray();
    }

    private static byte[] document(byte[] page, String title) {
        var pdf = new ByteArrayOutputStream();
        var offsets = new ArrayList<Integer>();
        pdf.writeBytes(ascii("%PDF-1.4\n"));
        object(pdf, offsets, "<< /Type /Catalog /Pages 2 0 R >>");
        object(pdf, offsets, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        object(
                pdf,
                offsets,
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Contents 5 0 R"
                        + " /Resources << /Font << /F1 4 0 R >> >> >>");
        object(pdf, offsets, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        offsets.add(pdf.size());
        pdf.writeBytes(ascii("5 0 obj\n<< /Length " + page.length + " >>\nstream\n"));
        pdf.writeBytes(page);
        pdf.writeBytes(ascii("endstream\nendobj\n"));
        object(pdf, offsets, "<< /Title <FEFF" + utf16(title) + "> /Producer (LMS stand-in) >>");
        crossReference(pdf, offsets);
        return pdf.toByteArray();
    }

    private static void object(ByteArrayOutputStream pdf, List<Integer> offsets, String body) {
        offsets.add(pdf.size());
        pdf.writeBytes(ascii(offsets.size() + " 0 obj\n" + body + "\nendobj\n"));
    }

    private static void crossReference(ByteArrayOutputStream pdf, List<Integer> offsets) {
        int start = pdf.size();
        int size = offsets.size() + 1;
        pdf.writeBytes(ascii("xref\n0 " + size + "\n0000000000 65535 f \n"));
        for (int offset : offsets) {
            pdf.writeBytes(ascii(String.format(Locale.ROOT, "%010d 00000 n \n", offset)));
        }
        pdf.writeBytes(
                ascii("trailer\n<< /Size " + size + " /Root 1 0 R /Info 6 0 R >>\nstartxref\n" + start + "\n%%EOF\n"));
    }

    private static String utf16(String text) {
        return HexFormat.of().withUpperCase().formatHex(text.getBytes(StandardCharsets.UTF_16BE));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

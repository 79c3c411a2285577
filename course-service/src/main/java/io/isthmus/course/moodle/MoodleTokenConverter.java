package io.isthmus.course.moodle;

import io.isthmus.moodle.MoodleToken;
import org.eclipse.microprofile.config.spi.Converter;

/** Makes the token unprintable as soon as it is read. */
public final class MoodleTokenConverter implements Converter<MoodleToken> {

    private static final long serialVersionUID = 1L;

    @Override
    public MoodleToken convert(String value) {
        return MoodleToken.of(value);
    }
}

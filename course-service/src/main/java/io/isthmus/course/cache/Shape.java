package io.isthmus.course.cache;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** The form of a record as a short tag: another one as soon as a component is added, renamed or of another type. */
final class Shape {

    private Shape() {}

    static String tag(Class<?> type) {
        var sum = new CRC32();
        sum.update(of(type).getBytes(StandardCharsets.UTF_8));
        return Long.toString(sum.getValue(), Character.MAX_RADIX);
    }

    private static String of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType().getTypeName()
                    + Arrays.stream(generic.getActualTypeArguments())
                            .map(Shape::of)
                            .collect(Collectors.joining(",", "<", ">"));
        }
        if (type instanceof Class<?> one && one.isRecord()) {
            return Arrays.stream(one.getRecordComponents()).map(Shape::of).collect(Collectors.joining(",", "{", "}"));
        }
        if (type instanceof Class<?> one && one.isEnum()) {
            return Arrays.toString(one.getEnumConstants());
        }
        return type.getTypeName();
    }

    private static String of(RecordComponent component) {
        return component.getName() + ":" + of(component.getGenericType());
    }
}

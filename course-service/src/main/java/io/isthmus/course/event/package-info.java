/** CloudEvents over Kafka, read without a consumer group. */
@NullMarked
package io.isthmus.course.event;

import org.jspecify.annotations.NullMarked;

package io.isthmus.usersync;

import io.isthmus.testbed.quarkus.Infrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What every test of the running service stands between. */
@QuarkusTestResource(
        value = Infrastructure.class,
        initArgs = {
            @ResourceArg(name = "parts", value = "postgres,kafka,lms,portal"),
            @ResourceArg(name = "database", value = "user_sync")
        })
@QuarkusTestResource(TokenIssuer.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Stack {}

package io.postern.deploy.e2e;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.AfterClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/**
 * Runs a {@code @ClassTemplate} once with a gate to the market on each major version of PostgreSQL, one after the other, given
 * to its methods as a {@link MarketPlace}. {@code -Dpostern.majors=15,18} chooses.
 */
final class EachMajor implements ClassTemplateInvocationContextProvider {

    private static final String PROPERTY = "postern.majors";

    /** The one of the tests that do not run on all. */
    static final int USUAL = 17;

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(ExtensionContext context) {
        String usual = context.getRequiredTestClass().isAnnotationPresent(OnUsualMajor.class)
                ? Integer.toString(USUAL)
                : "15,16,17,18";
        return Stream.of(System.getProperty(PROPERTY, usual).split(","))
                .map(Integer::parseInt)
                .map(OneMajor::new);
    }

    /** Unless asked for others, only on {@link EachMajor#USUAL}. */
    @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
    @java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE)
    @interface OnUsualMajor {}

    private record OneMajor(int major) implements ClassTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return "PostgreSQL " + major;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Open(major));
        }
    }

    private static final class Open
            implements BeforeClassTemplateInvocationCallback, AfterClassTemplateInvocationCallback, ParameterResolver {

        private final MarketPlace place;

        Open(int major) {
            Market market = new Market();
            PostgresFixture postgres = PostgresFixture.major(major);
            Gate gate = Gate.to(market, KafkaFixture.exclusive(), postgres, TestIssuer.shared());
            place = new MarketPlace(major, market, gate);
        }

        @Override
        public void beforeClassTemplateInvocation(ExtensionContext context) throws Exception {
            place.gate().beforeAll(context);
        }

        @Override
        public void afterClassTemplateInvocation(ExtensionContext context) throws Exception {
            place.close();
            place.gate().afterAll(context);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == MarketPlace.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return place;
        }
    }
}

package io.isthmus.testbed.lms;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All or nothing: collects how to take changes back and whom to tell of them. Not for more than one thread at once. */
final class UnitOfWork {

    private final Consumer<List<Consumer<LmsListener>>> committed;
    private final List<Runnable> undo = new ArrayList<>();
    private final List<Consumer<LmsListener>> changes = new ArrayList<>();
    private int depth;

    UnitOfWork(Consumer<List<Consumer<LmsListener>>> committed) {
        this.committed = committed;
    }

    void undoBy(Runnable step) {
        undo.add(step);
    }

    void tell(Consumer<LmsListener> change) {
        changes.add(change);
    }

    /** What was told so far in this transaction is nobody's business. */
    void forgetChanges() {
        changes.clear();
    }

    <T extends @Nullable Object> T run(Supplier<T> work) {
        int undoMark = undo.size();
        int changeMark = changes.size();
        depth++;
        try {
            return work.get();
        } catch (RuntimeException e) {
            rollBack(undoMark, changeMark);
            throw e;
        } finally {
            if (--depth == 0) {
                commit();
            }
        }
    }

    private void rollBack(int undoMark, int changeMark) {
        while (undo.size() > undoMark) {
            undo.remove(undo.size() - 1).run();
        }
        changes.subList(changeMark, changes.size()).clear();
    }

    private void commit() {
        if (!undo.isEmpty()) {
            committed.accept(List.copyOf(changes));
        }
        undo.clear();
        changes.clear();
    }
}

# Shortens the output of `swift test`: scripts/test.

BEGIN { maxLineLength = 400; maxDetails = 20; maxOther = 200 }

function shortened(line) {
    return length(line) > maxLineLength ? substr(line, 1, maxLineLength) " […]" : line
}

function show(line) {
    print shortened(line)
    fflush()
}

# The quoted name of the test that a line is about.
function testName(line) {
    sub(/^[^ ]+ Test /, "", line)
    sub(/ (started|passed after|failed after|skipped|recorded an issue).*$/, "", line)
    return line
}

# The arguments of a test case may have line feeds in them.
isInCase { isInCase = !/(started|seconds|issues?)\.$/; next }
/^(◇|✔|✘) Test case / { isInCase = !/(started|seconds|issues?)\.$/; next }

{ isDetail = details > 0 }

/^\[[0-9]+\/[0-9]+\] / {
    steps++
    if (steps % 100 == 0) show("… " steps " build steps")
    next
}

/^(✔|✘) Test run with / { summary = $0; next }
/^◇ (Suite|Test run) / || /^(✔|✘) Suite / || /^➜ / { details = 0; next }
/^◇ Test / { details = 0; running[testName($0)] = 1; next }
/^✔ Test / {
    details = 0
    delete running[testName($0)]
    passed++
    if (passed % 100 == 0) show("… " passed " tests passed")
    next
}
/^✘ Test .* recorded an issue/ {
    name = testName($0)
    message = $0
    sub(/^.* recorded an issue( with [0-9]+ arguments?)? ?/, "", message)
    issues[name] = issues[name] "\n    " shortened(message)
    details = maxDetails
    show($0)
    next
}
/^✘ Test / { details = 0; name = testName($0); delete running[name]; failed[++failures] = name; next }
/^Test Suite '/ || /^\t Executed 0 tests/ || /^↳ (Testing Library Version|Target Platform)/ { next }

# What follows an issue explains it; anything else comes from the build or from the tests themselves.
isDetail { details--; issues[name] = issues[name] "\n      " shortened($0); show($0); next }
other++ < maxOther { show($0) }

END {
    if (other > maxOther) print "… " other - maxOther " more lines in .build/test.log"
    if (failures) print "\nFailed tests:"
    for (i = 1; i <= failures; i++) print "  " failed[i] substr(issues[failed[i]], 1, 4000)
    if (!summary) {
        for (name in running) if (unfinished++ < 20) print (unfinished == 1 ? "\nUnfinished tests:\n  " : "  ") name
    } else print summary
}

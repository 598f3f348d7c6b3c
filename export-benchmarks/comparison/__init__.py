"""The comparison with other tools. Read it in this order: main, groups, cases, corpora, measure, results; then targets, page, plots."""

package load

import (
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/source"
)

// passive are the first keywords of statements that leave the model as it is.
// The readers never see them: in a dump they are nearly all there is.
var passive = keywords(`INSERT REPLACE UPDATE DELETE MERGE COPY TRUNCATE VALUES TABLE LOAD WITH CALL EXECUTE PREPARE DEALLOCATE EXEC
	VACUUM ANALYZE ANALYSE CLUSTER REINDEX CHECKPOINT LOCK UNLOCK LISTEN NOTIFY UNLISTEN EXPLAIN SHOW FETCH MOVE CLOSE DECLARE DISCARD
	REFRESH PRAGMA ATTACH DETACH OPTIMIZE REPAIR CHECK CHECKSUM FLUSH KILL HANDLER PURGE RESET INSTALL UNINSTALL DESCRIBE DESC HELP DO
	SIGNAL RETURN PRINT GO RELEASE XA CHANGE STOP SHUTDOWN IMPORT`)

// definers are the first keywords of statements that must be understood: one
// that no reader knows is reported, while an unknown SET or SELECT is not.
var definers = keywords("CREATE ALTER DROP RENAME GRANT REVOKE COMMENT")

func keywords(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// concernsModel reports whether a piece may change the model. PostgreSQL's DO
// holds DDL, MySQL's DO an expression; a SELECT can set the search path or make
// a table.
func concernsModel(p *source.Piece, d schema.Dialect) bool {
	switch {
	case p.Kind == source.MetaCommand:
		return true
	case p.Kind != source.Statement:
		return false
	case (p.Keyword == "DO" || p.Keyword == "RESET") && d == schema.PostgreSQL: // RESET ROLE, RESET search_path
		return true
	case p.Keyword == "SELECT" || p.Keyword == "WITH":
		return d == schema.PostgreSQL && selectsInto(p.Text)
	}
	return p.Keyword != "" && !passive[p.Keyword] || p.Keyword == "" && p.Unclosed
}

// selectsInto looks for the two things a SELECT can do to a model.
func selectsInto(text string) bool {
	const head = 4 << 10
	upper := strings.ToUpper(text[:min(len(text), head)])
	return strings.Contains(upper, "SET_CONFIG") || strings.Contains(upper, "INTO")
}

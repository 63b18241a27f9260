package live

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5/pgconn"
)

// Error says in one sentence why a server's catalog could not be read. It wraps
// nothing, because a driver's error may know the password.
type Error struct {
	Server  string // host:port/database, or "" where the URL was not understood
	Problem string
	Hint    string // what to do about it
}

// Error returns the sentence, the server in front.
func (e *Error) Error() string {
	if e.Server == "" {
		return e.Problem
	}
	return e.Server + ": " + e.Problem
}

// explain turns a driver's error into a sentence with a hint.
func (t *target) explain(err error, limit time.Duration) error {
	var known *Error
	if errors.As(err, &known) {
		return known
	}
	e := &Error{Server: t.server}
	switch {
	case isTimeout(err):
		e.Problem = fmt.Sprintf("the server did not answer within %s", limit)
		e.Hint = "check that the host and port are right and that no firewall drops the connection, or raise the time limit"
	case errors.Is(err, context.Canceled):
		e.Problem, e.Hint = "reading was interrupted", ""
	case errors.Is(err, mysql.ErrInvalidConn):
		e.Problem = "the connection broke off"
		e.Hint = "check that this is a MySQL server, or raise the time limit"
	case isRefusedLogin(err):
		e.Problem = "the server refuses this account: " + t.redact(lastPart(err))
		e.Hint = "check the user name, the password and that the account may connect from this machine"
	case isUnreachable(err):
		e.Problem = "no server answers there: " + t.redact(lastPart(err))
		e.Hint = "check the host and port, and that the server is running and listens on that address"
	case isUnknownDatabase(err):
		e.Problem = "the server has no database of that name"
		e.Hint = "write the database behind the last / of the URL"
	default:
		e.Problem = "the catalog could not be read: " + t.redact(lastPart(err))
		e.Hint = "the account needs to read the catalogs; a read-only administrator's account sees everything"
	}
	return e
}

func isTimeout(err error) bool {
	var pg *pgconn.PgError
	var my *mysql.MySQLError
	var netErr net.Error
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return true
	case errors.As(err, &pg):
		return pg.Code == "57014" || pg.Code == "55P03" // query_canceled, lock_not_available
	case errors.As(err, &my):
		return my.Number == 3024 || my.Number == 1969 || my.Number == 1205 // ER_QUERY_TIMEOUT, ER_STATEMENT_TIMEOUT, ER_LOCK_WAIT_TIMEOUT
	}
	return errors.As(err, &netErr) && netErr.Timeout()
}

func isRefusedLogin(err error) bool {
	var pg *pgconn.PgError
	var my *mysql.MySQLError
	if errors.As(err, &pg) {
		return strings.HasPrefix(pg.Code, "28") // invalid authorization specification
	}
	return errors.As(err, &my) && (my.Number == 1045 || my.Number == 1044 || my.Number == 1130 || my.Number == 1698)
}

func isUnknownDatabase(err error) bool {
	var pg *pgconn.PgError
	var my *mysql.MySQLError
	if errors.As(err, &pg) {
		return pg.Code == "3D000"
	}
	return errors.As(err, &my) && my.Number == 1049
}

func isUnreachable(err error) bool {
	var op *net.OpError
	var dns *net.DNSError
	return errors.As(err, &op) || errors.As(err, &dns)
}

// lastPart returns the innermost error's text: what the server or the network
// said, without the connection's parameters that drivers put in front.
func lastPart(err error) string {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Message
	}
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return strings.TrimSpace(err.Error())
		}
		err = inner
	}
}

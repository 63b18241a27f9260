package live

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5/pgconn"
)

// Error says in one sentence why a server's catalog could not be read. It wraps
// nothing, because a driver's error may know the password.
type Error struct {
	Kind    ErrorKind
	Server  string // host:port/database, or "" where the URL was not understood
	Problem string
	Detail  string // what the server or the network said, or ""
	Hint    string // what to do about it
}

// ErrorKind is what went wrong, for programs and for other languages.
type ErrorKind uint8

// The kinds of errors.
const (
	NotReadable  ErrorKind = iota
	BadURL                 // not a connection URL, or of a server that is not known
	Slow                   // no answer in time
	Interrupted            // the caller gave up
	Broken                 // the connection broke off
	LoginRefused           // user, password or address refused
	Unreachable            // nothing listens there
	NoSuchDB               // the server has no such database
	Full                   // all connections of the server are taken
)

// Error returns the sentence, the server in front.
func (e *Error) Error() string {
	text := e.Problem
	if e.Server != "" {
		text = e.Server + ": " + text
	}
	if e.Detail != "" {
		text += ": " + e.Detail
	}
	return text
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
		e.Kind = Slow
		e.Problem = fmt.Sprintf("the server did not answer within %s", limit)
		e.Hint = "check that the host and port are right and that no firewall drops the connection, or raise the time limit"
	case errors.Is(err, context.Canceled):
		e.Kind, e.Problem = Interrupted, "reading was interrupted"
	case isBroken(err):
		e.Kind, e.Problem = Broken, "the connection broke off"
		e.Hint = "check that a server of this kind listens on that port, and that nothing between ends the connection"
	case isFull(err):
		e.Kind, e.Problem = Full, "the server takes no more connections"
		e.Hint = "try again later, or let an administrator end idle connections"
	case isRefusedLogin(err):
		e.Kind, e.Problem, e.Detail = LoginRefused, "the server refuses this account", t.redact(lastPart(err))
		e.Hint = "check the user name, the password and that the account may connect from this machine"
	case isUnreachable(err):
		e.Kind, e.Problem, e.Detail = Unreachable, "no server answers there", t.redact(lastPart(err))
		e.Hint = "check the host and port, and that the server is running and listens on that address"
	case isUnknownDatabase(err):
		e.Kind, e.Problem = NoSuchDB, "the server has no database of that name"
		e.Hint = "write the database behind the last / of the URL"
	default:
		e.Problem, e.Detail = "the catalog could not be read", t.redact(lastPart(err))
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

// isBroken reports whether the other side hung up, or spoke another protocol.
func isBroken(err error) bool {
	return errors.Is(err, mysql.ErrInvalidConn) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) ||
		errors.Is(err, mysql.ErrMalformPkt) || errors.Is(err, mysql.ErrPktSync) || errors.Is(err, mysql.ErrOldProtocol)
}

// isFull reports whether the server refused a connection for their number:
// too_many_connections, ER_CON_COUNT_ERROR, ER_TOO_MANY_USER_CONNECTIONS.
func isFull(err error) bool {
	var pg *pgconn.PgError
	var my *mysql.MySQLError
	if errors.As(err, &pg) {
		return pg.Code == "53300"
	}
	return errors.As(err, &my) && (my.Number == 1040 || my.Number == 1203)
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
	var op *net.OpError
	var dns *net.DNSError
	switch {
	case errors.As(err, &pg):
		return pg.Message
	case errors.As(err, &dns):
		return dns.Err
	case errors.As(err, &op):
		return op.Err.Error()
	}
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			text, _, _ := strings.Cut(strings.TrimSpace(err.Error()), "\n") // a driver that tried twice says it twice
			return text
		}
		err = inner
	}
}

/* The floor below the floor: libfcgi alone, answering each request with one constant. */
#include <fcgiapp.h>

int
main(void)
{
	static const char reply[] = "Content-Type: application/json\r\nContent-Length: 17\r\n\r\n{\"hello\":\"world\"}";
	FCGX_Request request;

	FCGX_Init();
	FCGX_InitRequest(&request, 0, 0);
	while (FCGX_Accept_r(&request) == 0) {
		FCGX_PutStr(reply, sizeof(reply) - 1, request.out);
		FCGX_Finish_r(&request);
	}
	return 0;
}

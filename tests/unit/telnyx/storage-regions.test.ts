import { describe, expect, test } from '@jest/globals';
import type { StorageClient } from '../../../shared/telnyx/index.ts';
import { body, buckets, byRequest, located, refused, askStorage } from './ask-storage.ts';

const US = 'GET us-central-1 /docs?location=';
const EU = 'GET eu-central-1 /docs?location=';
const gone = body('', 204);

const deleteTwice = async (storage: StorageClient) => {
  await storage.delete('docs', 'a');
  await storage.delete('docs', 'a');
};

describe("a bucket's region", () => {
  test('is asked once, and then known', async () => {
    const { error, asked } = await askStorage(byRequest({ [US]: [located('us-west-1')], 'DELETE us-west-1 /docs/a': [gone] }), deleteTwice);
    expect(error).toBeUndefined();
    expect(asked).toEqual([US, 'DELETE us-west-1 /docs/a', 'DELETE us-west-1 /docs/a']);
  });

  test('is us-east-1 where the answer is empty', async () => {
    const { result } = await askStorage(byRequest({ [US]: [body('<LocationConstraint xmlns="x"/>')] }), (storage) =>
      storage.locate('docs'),
    );
    expect(result).toBe('us-east-1');
  });

  test('is asked at the European endpoint where the first knows no such bucket', async () => {
    const answers = { [US]: [refused('NoSuchBucket', 404)], [EU]: [located('eu-central-1')] };
    const { result, asked } = await askStorage(byRequest(answers), (storage) => storage.locate('docs'));
    expect(result).toBe('eu-central-1');
    expect(asked).toEqual([US, EU]);
  });

  test('of a bucket that nobody knows is refused with what Telnyx said', async () => {
    const answers = { [US]: [refused('NoSuchBucket', 404)], [EU]: [refused('NoSuchBucket', 404, 'Not here.')] };
    const { error } = await askStorage(byRequest(answers), (storage) => storage.locate('docs'));
    expect(error).toMatchObject({ code: 'upstream_refused', status: 404, problems: [{ code: 'NoSuchBucket', detail: 'Not here.' }] });
  });

  const HEADS = ['us-central-1', 'us-east-1', 'us-west-1', 'eu-central-1', 'ap-southeast-1', 'ca-central-1'].map(
    (at) => `HEAD ${at} /docs`,
  );
  const nowhere = Object.fromEntries(HEADS.map((head) => [head, [body('', 404)]]));

  test.each(['default', 'evil.example', 'us-east-1.evil.example/', '@evil', 'us-east-1#', '{region}'])(
    'U9: is never %s, but one whose endpoint knows the bucket',
    async (region) => {
      const remove = (storage: StorageClient) => storage.delete('docs', 'a');
      const answers = { ...nowhere, 'HEAD us-west-1 /docs': [body('')], 'DELETE us-west-1 /docs/a': [gone] };
      const found = await askStorage(byRequest({ ...answers, [US]: [located(region)] }), remove);
      expect(found.error).toBeUndefined();
      expect([...found.asked].sort()).toEqual([US, ...HEADS, 'DELETE us-west-1 /docs/a'].sort());
      const missing = await askStorage(byRequest({ ...nowhere, [US]: [located(region)] }), remove);
      expect(missing.error).toMatchObject({ reason: 'unreadable' });
      expect(missing.asked).toHaveLength(1 + HEADS.length);
    },
  );

  test('that no endpoint knows is an error of the endpoint that failed', async () => {
    const answers = { ...nowhere, [US]: [located('default')], 'HEAD us-east-1 /docs': [body('', 403)] };
    const { error } = await askStorage(byRequest(answers), (storage) => storage.locate('docs'));
    expect(error).toMatchObject({ status: 403 });
  });

  test.each([
    ['a redirect', body('', 301, { location: 'https://evil.example/' })],
    ['PermanentRedirect', refused('PermanentRedirect', 301)],
    ['AuthorizationHeaderMalformed', refused('AuthorizationHeaderMalformed', 400)],
    ['an unknown bucket', refused('NoSuchBucket', 404)],
    ['a bare 400', body('', 400)],
  ])('is asked anew, once, after %s', async (_what, elsewhere) => {
    const answers = {
      [US]: [located('us-west-1'), located('us-east-1')],
      'DELETE us-west-1 /docs/a': [gone, elsewhere],
      'DELETE us-east-1 /docs/a': [gone],
    };
    const { error, asked } = await askStorage(byRequest(answers), deleteTwice);
    expect(error).toBeUndefined();
    expect(asked.slice(2)).toEqual(['DELETE us-west-1 /docs/a', US, 'DELETE us-east-1 /docs/a']);
  });

  test('is not asked anew after a page with 400, which no storage sent', async () => {
    const answers = { [US]: [located('us-west-1')], 'DELETE us-west-1 /docs/a': [gone, body('<html>Bad</html>', 400)] };
    const { error, asked } = await askStorage(byRequest(answers), deleteTwice);
    expect(error).toMatchObject({ status: 400, foreign: 'an HTML page' });
    expect(asked).toHaveLength(3);
  });

  test('that is still the same ends there: nothing goes in circles', async () => {
    const answers = { [US]: [located('us-west-1')], 'DELETE us-west-1 /docs/a': [gone, refused('PermanentRedirect', 301)] };
    const { error, asked } = await askStorage(byRequest(answers), deleteTwice);
    expect(error).toMatchObject({ reason: 'redirect', status: 301 });
    expect(asked).toHaveLength(4);
  });
});

describe('all buckets', () => {
  const LISTS = ['GET us-central-1 /', 'GET eu-central-1 /'] as const;
  const name = (index: number) => `bucket-${String(index).padStart(3, '0')}`;
  const names = Array.from({ length: 100 }, (_, index) => name(index));

  test('are those of both endpoints, each once, with at most 8 regions asked at a time', async () => {
    let [running, most] = [0, 0];
    const list = byRequest({ [LISTS[0]]: [buckets(...names.slice(0, 60))], [LISTS[1]]: [buckets(...names.slice(50))] });
    const { result } = await askStorage(
      (seen, response) => {
        if (!seen.url.endsWith('?location=')) {
          list(seen, response);
          return;
        }
        most = Math.max(most, ++running);
        setImmediate(() => {
          running--;
          located('ca-central-1')(seen, response);
        });
      },
      (storage) => storage.listBuckets(),
    );
    expect(result?.buckets.map((bucket) => bucket.name)).toEqual(names);
    expect(new Set(result?.buckets.map(({ region }) => region))).toEqual(new Set(['ca-central-1']));
    expect(result?.unheard).toEqual([]);
    expect(most).toBeLessThanOrEqual(8);
  });

  test('of one endpoint are given where the other fails, and it is named', async () => {
    const answers = { [LISTS[0]]: [buckets('docs')], [LISTS[1]]: [refused('AccessDenied', 403)], [US]: [located('us-east-1')] };
    const { result } = await askStorage(byRequest(answers), (storage) => storage.listBuckets());
    expect(result).toMatchObject({ buckets: [{ name: 'docs', region: 'us-east-1' }], unheard: ['eu-central-1'] });
  });

  test('are an error where neither answers', async () => {
    const denied = [refused('AccessDenied', 403)];
    const { error } = await askStorage(byRequest({ [LISTS[0]]: denied, [LISTS[1]]: denied }), (storage) => storage.listBuckets());
    expect(error).toMatchObject({ status: 403, problems: [{ code: 'AccessDenied' }] });
  });

  test('are none in an empty account, however that is written', async () => {
    const empty = { [LISTS[0]]: [body('<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>')], [LISTS[1]]: [buckets()] };
    const { result } = await askStorage(byRequest(empty), (storage) => storage.listBuckets());
    expect(result).toEqual({ buckets: [], unheard: [], unreadable: 0 });
  });

  test('are read without one that has no name, which is counted', async () => {
    const odd = body('<ListAllMyBucketsResult><Buckets><Bucket/><Bucket><Name>docs</Name></Bucket></Buckets></ListAllMyBucketsResult>');
    const { result } = await askStorage(byRequest({ [LISTS[0]]: [odd], [LISTS[1]]: [odd], [US]: [located('us-east-1')] }), (storage) =>
      storage.listBuckets(),
    );
    expect(result).toMatchObject({ buckets: [{ name: 'docs', region: 'us-east-1' }], unreadable: 1 });
  });

  test('do not fail for one whose region cannot be had', async () => {
    const answers = { [LISTS[0]]: [buckets('docs')], [LISTS[1]]: [buckets()], [US]: [refused('AccessDenied', 403)] };
    const { result } = await askStorage(byRequest(answers), (storage) => storage.listBuckets());
    expect(result?.buckets).toMatchObject([{ name: 'docs' }]);
  });
});

describe('a new bucket', () => {
  const PUT = 'PUT us-east-1 /docs';
  const UNKNOWN = { [US]: [refused('NoSuchBucket', 404)], [EU]: [refused('NoSuchBucket', 404)] } as const;
  const make = (storage: StorageClient) => storage.createBucket('docs', 'us-east-1');

  test('is made in the region that was asked for, which is then known', async () => {
    const { result, asked } = await askStorage(byRequest({ ...UNKNOWN, [PUT]: [body('')] }), async (storage) => [
      await storage.createBucket('docs', 'us-east-1'),
      await storage.regionOf('docs'),
    ]);
    expect(result).toEqual([{ created: true, region: 'us-east-1' }, 'us-east-1']);
    expect(asked).toEqual([US, EU, PUT]);
  });

  test('that is there already is not made again, wherever it is', async () => {
    for (const region of ['us-east-1', 'eu-central-1']) {
      const { result, asked } = await askStorage(byRequest({ [US]: [located(region)] }), make);
      expect(result).toEqual({ created: false, region });
      expect(asked).toEqual([US]);
    }
  });

  test('that somebody else of the account makes at the same time was not made here', async () => {
    const answers = { ...UNKNOWN, [US]: [UNKNOWN[US][0], located('us-west-1')], [PUT]: [refused('BucketAlreadyOwnedByYou', 409)] };
    const { result } = await askStorage(byRequest(answers), make);
    expect(result).toEqual({ created: false, region: 'us-west-1' });
  });

  test.each([refused('NoSuchBucket', 404), refused('AccessDenied', 403)])(
    'of a name that another customer has is refused',
    async (hidden) => {
      const answers = { [US]: [hidden], [EU]: [hidden], [PUT]: [refused('BucketAlreadyExists', 409)] };
      const { error } = await askStorage(byRequest(answers), make);
      expect(error).toMatchObject({ status: 409, problems: [{ code: 'BucketAlreadyExists' }] });
    },
  );

  test('is not made where nobody can say whether it is there', async () => {
    const { error, asked } = await askStorage(byRequest({ [US]: [body('', 500)] }), make);
    expect(error).toMatchObject({ code: 'upstream_unavailable', method: 'GET' });
    expect(asked).not.toContain(PUT);
  });
});
